import { invalid } from '../../shared/errors';
import { readFlag, shown } from '../../shared/values';
import { changeMembers } from './contacts';

/** What the platform lets a new list be called (fact sheet, section 3.3). */
const isName = (name: string): boolean => /^[a-z\d-]+$/i.test(name) && name !== 'cid';

export const addContacts = changeMembers(
	{
		value: 'addContacts',
		name: 'Add Contacts',
		action: 'Add contacts to list',
		description: 'Put contacts on a list; items for the same list share requests',
	},
	{
		endpoint: { name: 'addContactsToList', repeatable: true },
		options: [
			{
				displayName: 'Create Missing List',
				name: 'isAllowedToCreateLists',
				type: 'boolean',
				default: true,
				description:
					'Whether Cordial may create the list if there is none of this name; by default it does',
			},
		],
		read(call, list) {
			const { isAllowedToCreateLists: given } = call.given('options');
			const mayCreate = given === undefined ? undefined : readFlag('Create Missing List', given);
			if (mayCreate !== false && !isName(list)) {
				throw invalid(
					'List',
					`${shown(list)} cannot be the name of a new list`,
					'Use letters, digits and dashes, and not "cid". If the list exists under this name, switch Create Missing List off.',
				);
			}
			return {
				listName: list,
				...(mayCreate !== undefined && { isAllowedToCreateLists: mayCreate }),
			};
		},
	},
);
