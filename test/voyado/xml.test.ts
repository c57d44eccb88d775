/** The file for the vendor's import by FTP. */
import type { IDataObject } from 'n8n-workflow';
import { XMLParser } from 'fast-xml-parser';

import { ANNA, custom, detailsOf, inputOf, NODE, startTenant, type Tenant } from './harness';

let tenant: Tenant;
beforeAll(async () => (tenant = await startTenant()));
afterAll(async () => await tenant.close());

const toXml = {
	resource: 'fallback',
	operation: 'toXml',
	contactId: '={{ $json.id }}',
	fields: { email: '={{ $json.email }}', firstName: '={{ $json.name }}' },
};

/** The files a run made, by name. */
async function filesOf(parameters: IDataObject, items: IDataObject[]) {
	const run = await tenant.runOn({ ...toXml, ...parameters }, items);
	const files = run.items(NODE).map(({ json, binary, pairedItem }) => ({
		json,
		pairedItem,
		property: Object.keys(binary ?? {})[0],
		file: Object.values(binary ?? {})[0],
	}));
	const texts = files.map(({ file }) => Buffer.from(file.data, 'base64').toString());
	return { ...run, files, texts };
}

const parser = new XMLParser({
	ignoreAttributes: false,
	parseTagValue: false,
	trimValues: false,
	htmlEntities: true,
});
/** Elements by name. */
interface Xml {
	[name: string]: Xml;
}
const read = (text: string) => parser.parse(text) as Record<string, Xml>;

it('holds all contacts in one file, paired with each of them', async () => {
	const items = [
		{ id: ANNA, name: 'Anna' },
		{ email: 'berit@example.com', name: 'Berit' },
	];
	const { files, texts, done } = await filesOf(
		{ preferences: { acceptsSms: 'yes', acceptsEmail: 'no' } },
		items,
	);
	expect(done).toEqual([
		{ fileName: expect.stringMatching(/^\d{14}_1_contacts\.xml$/), contacts: 2 },
	]);
	expect(files[0]).toMatchObject({
		pairedItem: [{ item: 0 }, { item: 1 }],
		property: 'data',
		file: { mimeType: 'application/xml', fileName: done[0].fileName },
	});
	expect(texts[0]).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<contacts xmlns="http://eClub.Schemas.ImportContact">
  <new>
    <contact>
      <contactId>${ANNA}</contactId>
      <firstName>Anna</firstName>
      <preferences>
        <acceptsEmail>false</acceptsEmail>
        <acceptsSms>true</acceptsSms>
      </preferences>
    </contact>
    <contact>
      <email>berit@example.com</email>
      <firstName>Berit</firstName>
      <preferences>
        <acceptsEmail>false</acceptsEmail>
        <acceptsSms>true</acceptsSms>
      </preferences>
    </contact>
  </new>
</contacts>
`);
	expect(tenant.sandbox.journal.total).toBe(0);
});

it.each([
	['marks of XML', `<b>&amp; "it's" ]]> </b>`],
	['other scripts', 'Åsa Öst Žofie 李 🙂'],
	['line ends', 'one\ntwo\r\nthree\ttab'],
	['what looks like another element', '</firstName><contactId>1</contactId>'],
])('gives back %s as they were', async (_, name) => {
	const { texts } = await filesOf({}, [{ email: 'a@example.com', name }]);
	expect(read(texts[0]).contacts.new.contact.firstName).toBe(name);
});

it('sends a contact that XML cannot write to the error path, and keeps the others', async () => {
	const items = [
		{ email: 'a@example.com', name: 'A\u0000' },
		{ email: 'b@example.com', name: 'B\u001b[1m' },
		{ email: 'c@example.com', name: 'C\ud83d' },
		{ email: 'd@example.com', name: 'D' },
		{ name: 'no key' },
	];
	const { rejected, texts } = await filesOf({}, items);
	expect(rejected.map((item) => inputOf(item).email)).toEqual([
		...['a@example.com', 'b@example.com', 'c@example.com', undefined],
	]);
	for (const item of rejected.slice(0, 3)) expect(detailsOf(item).field).toBe('firstName');
	expect(read(texts[0]).contacts.new.contact).toMatchObject({
		email: 'd@example.com',
		firstName: 'D',
	});
});

it('refuses names that no element can have', async () => {
	for (const name of ['shoe size', '1st', 'a<b', 'xmlName', '']) {
		const { rejected } = await filesOf({ customFields: custom({ [name]: 'x' }) }, [
			{ email: 'a@example.com' },
		]);
		expect(rejected).toHaveLength(1);
	}
	const { rejected } = await filesOf({ options: { rootName: 'a b' } }, [
		{ email: 'a@example.com' },
	]);
	expect(rejected[0].error).toMatch(/^Root Element: "a b" cannot be the name of an XML element/);
});

it('writes elements and files under the names that are given', async () => {
	const { files, texts } = await filesOf(
		{
			options: {
				rootName: 'members',
				groupName: '-',
				rowName: 'member',
				namespace: 'urn:a&b',
				fileName: 'retry.xml',
				binaryPropertyName: 'file',
				maxContacts: 2,
			},
		},
		Array.from({ length: 5 }, (_, index) => ({ email: `p${index}@example.com` })),
	);
	expect(files.map(({ file, property, json }) => [file.fileName, property, json.contacts])).toEqual(
		[
			['retry.xml', 'file', 2],
			['retry_2.xml', 'file', 2],
			['retry_3.xml', 'file', 1],
		],
	);
	expect(read(texts[0])).toEqual({
		'?xml': expect.anything(),
		members: {
			'@_xmlns': 'urn:a&b',
			'#text': expect.anything(),
			member: [{ '#text': expect.anything(), email: 'p0@example.com' }, expect.anything()],
		},
	});
});

it('holds two items of one contact, in their order', async () => {
	const items = ['A', 'B'].map((name) => ({ email: 'a@example.com', name }));
	const { files, texts } = await filesOf({}, items);
	expect(files).toHaveLength(1);
	expect(read(texts[0]).contacts.new.contact).toMatchObject([
		{ firstName: 'A' },
		{ firstName: 'B' },
	]);
});
