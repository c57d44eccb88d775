import type { Resource } from '../../shared/operation';
import { done, ids, many, one, value } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { required, selector, text, whole, wholes } from '../endpoint/entries';
import { oneOf, SEGMENTS } from '../endpoint/locators';
import { GET_MANY, operation } from '../endpoint/operation';

const SEGMENT = { Id: 3, Name: 'Birthday today', FolderId: 1, Type: 1, Description: '' };
const BASE_INFO = {
	Id: 353034,
	Secret: 'mx7Kq',
	Email: 'a@example.com',
	Phone: '12345678',
	FirstName: 'A',
	LastName: 'B',
};

const segment = (description: string) => oneOf(SEGMENTS, 'id', description);

const sendIn = selector('Send IDs In', 'sendIn', 'Where the IDs stand; a URL takes only so many', [
	{ name: 'Body', value: 'body' },
	{ name: 'URL', value: 'url' },
]);
const counted = required(
	wholes('SegmentIds', 'Segment IDs', 'IDs of the segments, separated by commas', {
		name: 'segmentIds',
	}),
);

export const segmentResource: Resource = {
	value: 'segment',
	name: 'Segment',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'createFromContacts',
			name: 'Create From Contacts',
			action: 'Create segment from contacts',
			description: 'Make a segment of a list of contacts',
			endpoint: at(102, 'POST Segments/ContactIds'),
			fields: [
				text('Name', 'Name', 'What the segment is called', {
					required: true,
					placeholder: 'Buyers of May',
				}),
				required(wholes('ContactIds', 'Contact IDs', 'IDs of the contacts, separated by commas')),
			],
			more: [
				text('Description', 'Description', 'What the segment is for'),
				whole('FolderId', 'Folder ID', 'The folder of segments it goes to', { placeholder: '1' }),
			],
			answer: done('Created', SEGMENT),
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get segment',
			description: 'Show one segment',
			endpoint: at(98, 'GET Segments/{id}'),
			fields: [segment('The segment to show')],
			answer: one(SEGMENT),
			seeks: 'segment with this ID',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many segments',
			description: 'List the segments of the account or of a folder',
			endpoint: at(97, 'GET Segments?folderId={folderId}'),
			more: [whole('folderId', 'Folder ID', 'Only segments of this folder', { placeholder: '1' })],
			answer: many(SEGMENT),
		}),
		operation({
			value: 'getContactCount',
			name: 'Get Contact Count',
			action: 'Get contact count of segments',
			description: 'Count the contacts of one or several segments',
			by: 'sendIn',
			endpoint: {
				body: at(103, 'POST Segments/GetContactCount'),
				url: at(99, 'GET Segments/GetContactCount?s[0]={s[0]}&s[1]={s[1]}'),
			},
			fields: [
				{
					...counted,
					write: async (given, call, beside) => {
						const { SegmentIds } = (await counted.write?.(given, call, beside)) ?? {};
						return { [call.text('sendIn') === 'url' ? 's' : 'SegmentIds']: SegmentIds };
					},
				},
				sendIn,
			],
			answer: value('Count', 120),
			// It only counts, whatever the method.
			repeatable: true,
		}),
		operation({
			value: 'getContactIds',
			name: 'Get Contact IDs',
			action: 'Get contact identifiers of segment',
			description:
				'List the IDs of the contacts in a segment; they come at once, whatever the limit',
			endpoint: at(100, 'GET Segments/{id}/GetContactIds'),
			fields: [segment('The segment whose contacts to list')],
			answer: ids(),
		}),
		operation({
			value: 'getContacts',
			name: 'Get Contacts',
			action: 'Get contacts of segment',
			description:
				'List e-mail address, phone and name of the contacts in a segment; they come at once, whatever the limit',
			endpoint: at(101, 'GET Segments/{id}/GetContactsBaseInfo'),
			fields: [segment('The segment whose contacts to list')],
			answer: many(BASE_INFO, 'Email'),
		}),
	],
};
