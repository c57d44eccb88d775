import type { IDataObject } from 'n8n-workflow';

/** What Full Contact adds to an event: the contact. */
export const withContact = (contact: IDataObject): IDataObject => ({ fullContact: contact });

/** The same where there is none to be had: the reason. */
export const withNote = (note: string): IDataObject => ({
	fullContact: null,
	fullContactNote: note,
});
