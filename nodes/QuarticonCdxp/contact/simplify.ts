import type { IDataObject } from 'n8n-workflow';

import { toIso } from '../dates';
import type { FieldDefinition } from '../field/definitions';
import { labelOf } from '../field/definitions';
import { fromApiValue } from '../field/values';
import { statusWord } from '../list/consents';

/** What may come beside a contact, in the vendor's rows. */
export interface Included {
	fieldValues?: IDataObject[];
	contactLists?: IDataObject[];
	contactTags?: IDataObject[];
}

/** The standard fields of a contact, with n8n's spelling and ISO 8601 dates. */
export function simplifyContact({
	id,
	email,
	firstName,
	lastName,
	phone,
	cdate,
	udate,
}: IDataObject): IDataObject {
	return {
		id: String(id),
		email: email ?? '',
		firstName: firstName ?? '',
		lastName: lastName ?? '',
		phone: phone ?? '',
		createdAt: toIso(cdate),
		updatedAt: toIso(udate),
	};
}

/** Custom fields by title; a title that two fields share carries the id. Values without a known field go by id. */
export function simplifyFields(
	rows: IDataObject[],
	definitions: Map<string, FieldDefinition>,
): IDataObject {
	const count = new Map<string, number>();
	for (const { title } of definitions.values()) count.set(title, (count.get(title) ?? 0) + 1);
	const nameOf = (id: string) => {
		const definition = definitions.get(id);
		if (definition === undefined) return id;
		return count.get(definition.title) === 1 ? definition.title : labelOf(definition);
	};
	return Object.fromEntries(
		rows.map(({ field, value }) => [
			nameOf(String(field)),
			fromApiValue(definitions.get(String(field)), value),
		]),
	);
}

/** The lists a contact is or was on, with the consent as a word. */
export function simplifyLists(rows: IDataObject[]): IDataObject[] {
	return rows.map(({ list, status }) => ({ list: String(list), status: statusWord(status) }));
}
