import type { Resource } from '../../shared/operation';
import { byName } from '../../shared/sorting';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import {
	choice,
	jsonObject,
	limiting,
	moment,
	required,
	text,
	whole,
	wholes,
} from '../endpoint/entries';
import { operation } from '../endpoint/operation';

const campaign = whole('id', 'Campaign ID', 'The e-mail campaign', {
	name: 'campaignId',
	required: true,
	placeholder: '12',
});
const missing = {
	404: { message: 'There is no such campaign', remedy: 'Correct the ID of the campaign.' },
};

/** Seconds between batches, and what that makes per hour. */
const SPEEDS = [
	{ name: 'Up to 3,000 per Hour', value: 600 },
	{ name: 'Up to 6,000 per Hour', value: 300 },
	{ name: 'Up to 15,000 per Hour', value: 120 },
	{ name: 'Up to 30,000 per Hour', value: 60 },
	{ name: 'Up to 60,000 per Hour', value: 30 },
	{ name: 'Up to 90,000 per Hour', value: 20 },
].sort(byName);

export const emailCampaignResource: Resource = {
	value: 'emailCampaign',
	name: 'Email Campaign',
	initial: 'create',
	operations: [
		operation({
			value: 'addBlock',
			name: 'Add Block',
			action: 'Add block to email campaign',
			description: 'Add a block of the e-mail builder to a campaign',
			endpoint: at(53, 'POST EmailBuilderCampaigns/{id}/AddBlock'),
			fields: [
				campaign,
				whole('EmailBuilderBlockId', 'Block ID', 'The block of the e-mail builder', {
					name: 'blockId',
					required: true,
					placeholder: '3',
				}),
			],
			more: [
				jsonObject('InputValues', 'Input Values (JSON)', 'What the block is filled with', {
					name: 'inputValues',
				}),
				jsonObject('Settings', 'Settings (JSON)', 'The settings of the block', {
					name: 'settings',
				}),
			],
			answer: done('Added'),
			meanings: missing,
		}),
		operation({
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel email campaign',
			description: 'Call off a campaign that is scheduled and not yet sent',
			endpoint: at(52, 'POST EmailBuilderCampaigns/{id}/Cancel'),
			fields: [campaign],
			answer: done('Cancelled'),
			meanings: missing,
		}),
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create email campaign',
			description: 'Add a campaign of the e-mail builder, from a template',
			endpoint: at(51, 'POST EmailBuilderCampaigns'),
			fields: [
				text('Name', 'Name', 'What the campaign is called', {
					required: true,
					placeholder: 'Birthdays in May',
				}),
				choice(
					'Type',
					'Campaign Type',
					'What the campaign is for',
					[
						{ name: 'Newsletter', value: 0 },
						{ name: 'Transactional', value: 1 },
					],
					{ name: 'campaignType' },
				),
				text('Subject', 'Subject', 'The subject of the e-mail', {
					required: true,
					placeholder: 'Happy birthday!',
				}),
				whole('EmailTemplateId', 'Email Template ID', 'The template it is made of', {
					required: true,
					placeholder: '5',
				}),
			],
			more: [
				jsonObject('Dynamic', 'Dynamic (JSON)', 'Values for the campaign, by name', {
					name: 'dynamic',
				}),
				text('Preheader', 'Preheader', 'What mail programs show beside the subject'),
			],
			answer: done('Created', { Id: 12 }),
		}),
		operation({
			value: 'schedule',
			name: 'Schedule',
			action: 'Schedule email campaign',
			description: 'Set when and to whom a campaign is sent',
			endpoint: at(54, 'POST EmailBuilderCampaigns/{id}/Schedule'),
			fields: [
				campaign,
				required(
					wholes('IncludeSegments', 'Include Segment IDs', 'Who gets it, IDs separated by commas', {
						name: 'includeSegments',
					}),
				),
			],
			more: [
				limiting(
					wholes(
						'ExcludeSegments',
						'Exclude Segment IDs',
						'Who does not, IDs separated by commas',
						{
							name: 'excludeSegments',
						},
					),
				),
				limiting(
					whole('LimitContacts', 'Limit Contacts', 'The most contacts who get it', {
						placeholder: '1000',
					}),
				),
				choice('LimitSendingSpeed', 'Sending Speed', 'How fast it goes out at most', SPEEDS, {
					name: 'sendingSpeed',
					initial: 60,
				}),
				limiting(
					moment('StartSending', 'Send At', 'When it goes out; at once unless given', {
						name: 'sendAt',
					}),
				),
			],
			answer: done('Scheduled'),
			meanings: missing,
		}),
	],
};
