import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import type { Resource } from '../../shared/operation';
import { done, few, many, one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { loaded, text, whole } from '../endpoint/entries';
import { operation } from '../endpoint/operation';

const MEDIA = {
	Id: 9,
	Name: 'bear.png',
	ContentType: 'image/png',
	SizeInBytes: 20480,
	PublicUrl: 'https://example.com/bear.png',
	ThumbnailUrl: 'https://example.com/bear-small.png',
	LastModified: '2025-08-27T10:00:00+02:00',
};

const folder = (key: string, description: string) =>
	loaded(key, 'Folder', description, 'loadMediaFolders', {
		name: 'folder',
		isNumber: true,
		required: true,
	});

const media = whole('id', 'Media ID', 'The file in the library', {
	name: 'mediaId',
	required: true,
	placeholder: '9',
});

/** A file of the item, as base64 in JSON; its own name and type unless others are given. */
const file: Entry = {
	field: {
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field containing the file to be uploaded',
	},
	asks: true,
	write: async (property, call, { name, contentType }) => {
		const { name: own, mimeType, bytes } = await call.file(String(property).trim());
		return {
			Name: String(isEmpty(name) ? own : name).trim(),
			ContentType: String(isEmpty(contentType) ? mimeType : contentType).trim(),
			Media: bytes.toString('base64'),
		};
	},
};

export const mediaResource: Resource = {
	value: 'media',
	name: 'Media',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Upload',
			action: 'Upload media',
			description: 'Add a file of the item to the library',
			endpoint: at(64, 'POST Media'),
			fields: [folder('FolderId', 'The folder the file goes to'), file],
			more: [
				text('ContentType', 'Content Type', 'The type of the file; its own unless given', {
					placeholder: 'image/png',
				}),
				text('Name', 'Name', 'What the file is called; its own name unless given', {
					placeholder: 'bear.png',
				}),
			],
			answer: done('Created', MEDIA),
		}),
		operation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete media',
			description: 'Remove a file from the library for good',
			endpoint: at(66, 'DELETE Media/{id}'),
			fields: [media],
			answer: done('Deleted'),
			record: 'mediaId',
			seeks: 'media with this ID',
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get media',
			description: 'Show one file of the library with its address',
			endpoint: at(62, 'GET Media/{id}'),
			fields: [media],
			answer: one(MEDIA),
			seeks: 'media with this ID',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many media',
			description: 'List the files of a folder',
			endpoint: at(61, 'GET Media?folderId={folderId}'),
			fields: [folder('folderId', 'The folder whose files to list')],
			answer: many(MEDIA),
		}),
		operation({
			value: 'getFolders',
			name: 'Get Folders',
			action: 'Get media folders',
			description: 'List the folders of the library',
			endpoint: at(63, 'GET Media/Folders'),
			answer: few({ Id: 1, Name: 'Images' }, 'Name'),
		}),
		operation({
			value: 'rename',
			name: 'Rename',
			action: 'Rename media',
			description: 'Give a file of the library another name',
			endpoint: at(65, 'POST Media/{id}/Rename?newName={newName}'),
			fields: [
				media,
				text('newName', 'New Name', 'What the file is to be called', {
					required: true,
					placeholder: 'teddy.png',
				}),
			],
			answer: done('Renamed', MEDIA),
			// The name is the same the second time.
			repeatable: true,
			record: 'mediaId',
			seeks: 'media with this ID',
		}),
	],
};
