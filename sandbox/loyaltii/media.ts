import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, invalid } from './errors';
import { fileUrl } from './files';
import { int, readModel, shapeOf, text, type Model } from './model';
import type { Row } from './rows';

const CREATE: Model = {
	fields: { Name: text(), FolderId: int, ContentType: text(), Media: text() },
};

const COLUMNS = [
	'Id',
	'Name',
	'ContentType',
	'SizeInBytes',
	'PublicUrl',
	'ThumbnailUrl',
	'LastModified',
];

/** The media library. */
export function mediaEndpoints(ctx: Context): Endpoint[] {
	const { store } = ctx;
	const shape = (media: Row) => shapeOf(ctx, media, COLUMNS);
	const mediaAt = (id: number) => found(ctx, store.media.get(id), 'Media');

	return [
		{
			no: 61,
			method: 'GET',
			path: '/Media',
			needs: ['folderId'],
			answer: ({ query }) =>
				store.media
					.all()
					.filter(({ FolderId }) => FolderId === query.folderId)
					.map(shape),
		},
		{
			no: 62,
			method: 'GET',
			path: '/Media/:id',
			answer: ({ id }) => shape(mediaAt(id)),
		},
		{
			no: 63,
			method: 'GET',
			path: '/Media/Folders',
			answer: () => store.mediaFolders.all(),
		},
		{
			no: 64,
			method: 'POST',
			path: '/Media',
			answer: ({ body }) => {
				const { Media, ...sent } = readModel(ctx, body, CREATE);
				found(ctx, store.mediaFolders.get(sent.FolderId), 'Folder');
				const bytes = bytesOf(ctx, Media);
				const media = store.media.add({
					...sent,
					SizeInBytes: bytes.length,
					LastModified: store.date(),
				});
				const name = `media-${media.Id}`;
				const type = String(sent.ContentType ?? 'application/octet-stream');
				store.files.set(name, { type, bytes });
				const PublicUrl = fileUrl(ctx, name);
				return shape(Object.assign(media, { PublicUrl, ThumbnailUrl: PublicUrl }));
			},
		},
		{
			no: 65,
			method: 'POST',
			path: '/Media/:id/Rename',
			needs: ['newName'],
			answer: ({ id, query }) =>
				shape(Object.assign(mediaAt(id), { Name: query.newName, LastModified: store.date() })),
		},
		{
			no: 66,
			method: 'DELETE',
			path: '/Media/:id',
			answer: ({ id }) => {
				const media = mediaAt(id);
				store.media.delete(media.Id);
				store.files.delete(`media-${media.Id}`);
			},
		},
	];
}

/** The bytes of a media. @throws Refusal */
function bytesOf({ rules }: Context, sent: unknown): Buffer {
	const text = String(sent ?? '');
	const isBase64 = text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
	if (!isBase64 && rules.on('loyaltiiMediaBase64'))
		throw invalid({ rules }, 'Media', 'The value is not valid base64.');
	return Buffer.from(text, 'base64');
}
