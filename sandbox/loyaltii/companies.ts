import type { Context } from './context';
import { contactShape, changeContact } from './contactShapes';
import type { Call, Endpoint } from './endpoint';
import { found, notFound, refusal } from './errors';
import { int, readModel, shapeOf, text, type Model, type Sent } from './model';
import type { Row } from './rows';

const OWNER = 'ContactCompanies';

const CREATE: Model = {
	fields: {
		Name: text(),
		Number: text(),
		PrimaryContactId: int,
		ContactCompanyId: int,
		EmailDomains: text(),
		Logo: text(),
	},
	owner: OWNER,
};

const COLUMNS = ['Id', ...Object.keys(CREATE.fields), 'LastModified'];

/** Companies and who belongs to them. */
export function companyEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const shape = (row: Row) => shapeOf(ctx, row, COLUMNS, OWNER);
	const companyAt = (id: unknown) => found(ctx, store.companies.get(id), 'ContactCompany');
	const membersOf = (company: Row) =>
		store.contacts.all().filter(({ ContactCompanyId }) => ContactCompanyId === company.Id);

	const checkNumber = ({ Number: number }: Sent, own?: number): void => {
		if ((number ?? null) === null || !rules.on('loyaltiiCompanyNumber')) return;
		if (store.companies.find((row) => row.Number === number && row.Id !== own))
			throw refusal(ctx, 409, 'A ContactCompany with this number already exists.');
	};

	const contactOf = ({ body }: Call) => {
		const { ContactId } = readModel(ctx, body, { fields: { ContactId: int } });
		return found(ctx, store.contacts.get(ContactId), 'Contact');
	};

	const associate = (contactId: number, companyId: number | null): void => {
		if (rules.on('loyaltiiCompanyOnContact'))
			changeContact(ctx, found(ctx, store.contacts.get(contactId), 'Contact'), {
				ContactCompanyId: companyId,
			});
	};

	return [
		{
			no: 8,
			method: 'GET',
			path: '/ContactCompanies',
			answer: () => store.companies.all().map(shape),
		},
		{
			no: 9,
			method: 'GET',
			path: '/ContactCompanies',
			needs: ['primaryContactEmail'],
			answer: ({ query }) => {
				const contact = store.contactByEmail(query.primaryContactEmail ?? '');
				return store.companies
					.all()
					.filter((row) => contact && row.PrimaryContactId === contact.Id)
					.map(shape);
			},
		},
		{
			no: 10,
			method: 'GET',
			path: '/ContactCompanies',
			needs: ['contactCompanyNumber'],
			answer: ({ query }) =>
				shape(
					found(
						ctx,
						store.companies.find((row) => row.Number === query.contactCompanyNumber),
						'ContactCompany',
					),
				),
		},
		{
			no: 11,
			method: 'GET',
			path: '/ContactCompanies/:id',
			answer: ({ id }) => shape(companyAt(id)),
		},
		{
			no: 12,
			method: 'GET',
			path: '/ContactCompanies/:id/Contacts',
			answer: ({ id }) => {
				const members = membersOf(companyAt(id));
				if (members.length === 0 && rules.on('loyaltiiCompanyEmpty404'))
					throw notFound(ctx, 'Contacts');
				return members.map((contact) => contactShape(ctx, contact));
			},
		},
		{
			no: 13,
			method: 'POST',
			path: '/ContactCompanies',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, CREATE);
				checkNumber(sent);
				return shape(store.companies.add({ ...sent, LastModified: store.date() }));
			},
		},
		{
			no: 14,
			method: 'POST',
			path: '/ContactCompanies/:id/AddContact',
			answer: (call) => associate(contactOf(call).Id, companyAt(call.id).Id),
		},
		{
			no: 15,
			method: 'POST',
			path: '/ContactCompanies/:id/RemoveContact',
			answer: (call) => {
				const company = companyAt(call.id);
				const contact = contactOf(call);
				if (contact.ContactCompanyId === company.Id) associate(contact.Id, null);
			},
		},
		{
			no: 16,
			method: 'PATCH',
			path: '/ContactCompanies',
			answer: ({ body }) => {
				const { Id, ...sent } = readModel(ctx, body, {
					...CREATE,
					fields: { Id: int, ...CREATE.fields },
				});
				const company = companyAt(patchId(ctx, Id, store.companies.all()));
				checkNumber(sent, company.Id);
				return shape(Object.assign(company, sent, { LastModified: store.date() }));
			},
		},
	];
}

/** The id of a PATCH that carries it in the body; with the rule off, the first row is meant if there is none. */
export function patchId({ rules }: Context, id: unknown, rows: Row[]): unknown {
	return rules.on('loyaltiiPatchIdInBody') ? id : (id ?? rows[0]?.Id);
}
