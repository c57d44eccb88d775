import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/platform';
import type { Answer } from './answers';

/** One endpoint of the vendor's help page. */
export interface Endpoint {
	/** Its number in the table of docs/loyaltii.md. */
	no: number;
	method: ApiRequest['method'];
	/** Segments below /api/v1; `{name}` stands for a value. */
	path: string[];
	/** Names of the query. */
	query: string[];
	/** What it answers, where its operation has endpoints with different answers. */
	answer?: Answer;
	/** Whether it brings at most 1,000 rows after the one named in `lastId`, or as many as `take` says. */
	pages?: 'lastId' | 'take';
	/** Whether it takes the user's limit as `take`, 1,000 at most (and with Return All), and has no further pages. */
	takes?: boolean;
	/** The body, where that is not an object of what is left of the content. */
	body?(content: IDataObject): ApiRequest['body'];
}

/**
 * An endpoint as the help page writes it, without `api/v1/`: `GET Points/Sums?contactId={contactId}&type={type}`. What an
 * operation's fields write goes where the line names it; what it does not name goes into the body.
 */
export function at(
	no: number,
	line: string,
	more: Pick<Endpoint, 'answer' | 'pages' | 'takes' | 'body'> = {},
): Endpoint {
	const [method, address] = line.split(' ');
	const [path, query = ''] = address.split('?');
	// `status[0]={status[0]}&status[1]={status[1]}` is one list.
	const names = query.split('&').map((part) => part.replace(/(\[\d+\])?=.*$/, ''));
	return {
		no,
		method: method as Endpoint['method'],
		path: path.split('/'),
		query: [...new Set(names)].filter((name) => name !== ''),
		...more,
	};
}

/** Puts content where the endpoint wants it. */
export function requestTo(
	{ method, path, query, body }: Endpoint,
	content: IDataObject,
): ApiRequest {
	const rest = { ...content };
	const take = (name: string) => {
		const value = rest[name];
		delete rest[name];
		return value;
	};
	const segments = path.map((segment) =>
		segment.startsWith('{') ? String(take(segment.slice(1, -1)) ?? '') : segment,
	);
	const asked = query.filter((name) => rest[name] !== undefined).map((name) => [name, take(name)]);
	const sent = body === undefined ? rest : body(rest);
	const isNothing = body === undefined && Object.keys(rest).length === 0;
	return {
		method,
		path: segments,
		...(asked.length > 0 && { query: Object.fromEntries(asked) as IDataObject }),
		...(!isNothing && method !== 'GET' && method !== 'DELETE' && { body: sent }),
	};
}
