import { baseInfo } from './contactShapes';
import type { Context } from './context';
import { membersOf } from './emailDispatches';
import type { Endpoint } from './endpoint';
import { SEGMENT_TYPES, written } from './enums';
import { found } from './errors';
import { int, ints, readIds, readModel, shapeOf, text, type Model } from './model';
import type { Segment } from './records';

const FROM_IDS: Model = {
	fields: { FolderId: int, Name: text(), Description: text(), ContactIds: ints },
};

const COLUMNS = ['Id', 'Name', 'FolderId', 'Type', 'Description'];

const LIST = 3;

/** Segments and who is in them. */
export function segmentEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const segmentAt = (id: number) => found(ctx, store.segments.get(id), 'Segment');
	const shape = (segment: Segment) => ({
		...shapeOf(ctx, segment, COLUMNS),
		Type: written(ctx, SEGMENT_TYPES, segment.Type),
	});

	const count = (ids: number[]): number => {
		const segments = ids.map(segmentAt);
		return rules.on('loyaltiiSegmentCount')
			? membersOf(ctx, ids).length
			: segments.reduce((sum, { contactIds }) => sum + contactIds.size, 0);
	};

	return [
		{
			no: 97,
			method: 'GET',
			path: '/Segments',
			takes: ['folderId'],
			answer: ({ query: { folderId } }) =>
				store.segments
					.all()
					.filter(
						({ FolderId }) =>
							folderId === undefined || FolderId === folderId || !rules.on('loyaltiiSegmentFolder'),
					)
					.map(shape),
		},
		{
			no: 98,
			method: 'GET',
			path: '/Segments/:id',
			answer: ({ id }) => shape(segmentAt(id)),
		},
		{
			no: 99,
			method: 'GET',
			path: '/Segments/GetContactCount',
			needs: ['s'],
			answer: ({ query }) => count(query.s ?? []),
		},
		{
			no: 100,
			method: 'GET',
			path: '/Segments/:id/GetContactIds',
			answer: ({ id }) => membersOf(ctx, [segmentAt(id).Id]).map(({ Id }) => Id),
		},
		{
			no: 101,
			method: 'GET',
			path: '/Segments/:id/GetContactsBaseInfo',
			answer: ({ id }) =>
				membersOf(ctx, [segmentAt(id).Id]).map((contact) => baseInfo(ctx, contact)),
		},
		{
			no: 102,
			method: 'POST',
			path: '/Segments/ContactIds',
			answer: ({ body }) => {
				const { ContactIds, ...sent } = readModel(ctx, body, FROM_IDS);
				const known = readIds(ctx, 'ContactIds', ContactIds).filter((id) => store.contacts.get(id));
				const segment = store.segments.add({
					...sent,
					Name: String(sent.Name ?? ''),
					FolderId: Number(sent.FolderId ?? 0),
					Type: rules.on('loyaltiiSegmentFromIds') ? LIST : 1,
					contactIds: new Set(known),
				});
				return shape(segment);
			},
		},
		{
			no: 103,
			method: 'POST',
			path: '/Segments/GetContactCount',
			answer: ({ body }) => {
				const { SegmentIds } = readModel(ctx, body, { fields: { SegmentIds: ints } });
				return count(readIds(ctx, 'SegmentIds', SegmentIds));
			},
		},
	];
}
