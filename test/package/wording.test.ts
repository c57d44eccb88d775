import { readFileSync } from 'node:fs';

import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { LIMIT, nodeComplaints, propertyComplaints, RETURN_ALL, SIMPLIFY } from './wording';

/** A node that n8n's rules find nothing wrong with. */
function goodNode(): INodeTypeDescription {
	const showFor = (operation: string) => ({
		show: { resource: ['contact'], operation: [operation] },
	});
	return {
		displayName: 'Alpha CRM',
		name: 'alphaCrm',
		icon: { light: 'file:alpha.svg', dark: 'file:alpha.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Keep contacts in Alpha CRM',
		defaults: { name: 'Alpha CRM' },
		usableAsTool: true,
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'alphaApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Contact', value: 'contact' }],
				default: 'contact',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['contact'] } },
				options: [
					{
						name: 'Create or Update',
						value: 'upsert',
						action: 'Create or update contact',
						description:
							'Create a new record, or update the current one if it already exists (upsert)',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						action: 'Get many contacts',
						description: 'Retrieve a list of contacts',
					},
				],
				default: 'upsert',
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				required: true,
				displayOptions: showFor('upsert'),
				placeholder: 'e.g. nathan@example.com',
				default: '',
			},
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add Field',
				displayOptions: showFor('upsert'),
				options: [
					{ displayName: 'Contact ID', name: 'contactId', type: 'string', default: '' },
					{ displayName: 'Name to Show', name: 'shownName', type: 'string', default: '' },
				],
				default: {},
			},
			{
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				displayOptions: showFor('getAll'),
				default: false,
				description: RETURN_ALL,
			},
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				displayOptions: { show: { ...showFor('getAll').show, returnAll: [false] } },
				typeOptions: { minValue: 1 },
				default: 50,
				description: LIMIT,
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				displayOptions: showFor('getAll'),
				default: true,
				description: SIMPLIFY,
			},
		],
	};
}

type Spoil = (node: INodeTypeDescription) => void;

const property = (node: INodeTypeDescription, name: string) =>
	node.properties.find((one) => one.name === name) as INodeProperties;
const option = (node: INodeTypeDescription, value: string) =>
	(property(node, 'operation').options as INodePropertyOptions[]).find(
		(one) => one.value === value,
	)!;
const inner = (node: INodeTypeDescription) =>
	property(node, 'additionalFields').options as INodeProperties[];
const asTrigger: Spoil = (node) => {
	Object.assign(node, {
		displayName: 'Alpha Trigger',
		name: 'alphaTrigger',
		group: ['trigger'],
		inputs: [],
	});
	node.defaults.name = 'Alpha Trigger';
	delete node.usableAsTool;
};
const add =
	(more: Partial<INodeProperties>): Spoil =>
	(node) => {
		const show = { resource: ['contact'], operation: ['upsert'] };
		node.properties.splice(2, 0, {
			displayName: 'Extra',
			name: 'extra',
			type: 'string',
			default: '',
			displayOptions: { show },
			...more,
		} as INodeProperties);
	};
const letters = (...names: string[]) => names.map((name) => ({ name, value: name }));

/** Every rule, with what makes it fire. */
const SPOILT: Array<[rule: string, spoil: Spoil]> = [
	['node-word', (node) => (node.displayName = 'Alpha Node')],
	['trigger-suffix', (node) => (node.group = ['trigger'])],
	['trigger-suffix', (node) => (node.name = 'alphaTrigger')],
	['name-camel-case', (node) => (node.name = 'AlphaCrm')],
	['name-camel-case', (node) => (property(node, 'email').name = 'e_mail')],
	['icon-pair', (node) => (node.icon = 'file:alpha.svg')],
	['icon-pair', (node) => (node.icon = { light: 'file:alpha.svg', dark: 'file:alpha.svg' })],
	['subtitle', (node) => delete node.subtitle],
	['usable-as-tool', (node) => delete node.usableAsTool],
	['usable-as-tool', (node) => (asTrigger(node), (node.usableAsTool = true))],
	['light-versioning', (node) => (node.version = [1, 2])],
	['trigger-inputs', (node) => (asTrigger(node), (node.inputs = ['main']))],
	['single-credential', (node) => node.credentials!.push({ name: 'betaApi' })],
	['default-name', (node) => (node.defaults.name = 'CRM')],
	['trigger-on', (node) => (asTrigger(node), add({ name: 'events' })(node))],
	['resource-first', (node) => node.properties.unshift(node.properties.pop()!)],
	['no-data-expression', (node) => delete property(node, 'resource').noDataExpression],
	['no-data-expression', (node) => delete property(node, 'operation').noDataExpression],
	[
		'resource-singular',
		(node) => (property(node, 'resource').options = [{ name: 'Contacts', value: 'contact' }]),
	],
	['action-missing', (node) => delete option(node, 'upsert').action],
	['action-case', (node) => (option(node, 'upsert').action = 'Create or Update contact')],
	['action-article', (node) => (option(node, 'upsert').action = 'Create or update a contact')],
	['action-period', (node) => (option(node, 'upsert').action = 'Create or update contact.')],
	['get-many-action', (node) => (option(node, 'getAll').action = 'List contacts')],
	['operation-description', (node) => delete option(node, 'getAll').description],
	['operation-description', (node) => (option(node, 'getAll').description = 'Get many')],
	['operation-names-resource', (node) => (option(node, 'getAll').name = 'Get Contacts')],
	['get-many-name', (node) => (option(node, 'getAll').name = 'List')],
	['get-many-name', (node) => (option(node, 'getAll').value = 'list')],
	['upsert-name', (node) => (option(node, 'upsert').name = 'Upsert')],
	[
		'return-all-missing',
		(node) => (property(node, 'returnAll').displayOptions = { show: { resource: ['list'] } }),
	],
	[
		'limit-missing',
		(node) => (property(node, 'limit').displayOptions = { show: { resource: ['list'] } }),
	],
	['limit-shown', (node) => delete property(node, 'limit').displayOptions!.show!.returnAll],
	['duplicate-name', add({ name: 'email' })],
	['duplicate-name', (node) => (inner(node)[1].name = 'contactId')],
	['duplicate-name', add({ type: 'options', default: 'A', options: letters('A', 'A') })],
	[
		'required-first',
		(node) => (
			add({ required: true })(node),
			node.properties.push(...node.properties.splice(2, 1))
		),
	],
	['optional-json', add({ type: 'json', default: '{}' })],
	['same-thing-same-name', add({ displayName: 'Email', name: 'address' })],
	[
		'options-sorted',
		add({ type: 'options', default: 'A', options: letters('A', 'C', 'B', 'D', 'E') }),
	],
	[
		'options-sorted',
		add({ type: 'multiOptions', default: [], options: letters('B', 'A', 'C', 'D', 'E') }),
	],
	['collection-sorted', (node) => inner(node).reverse()],
	[
		'collection-sorted',
		add({
			type: 'fixedCollection',
			default: {},
			options: [
				{
					name: 'values',
					displayName: 'Values',
					values: ['E', 'D', 'C', 'B', 'A'].map((displayName) => ({
						displayName,
						name: displayName.toLowerCase(),
						type: 'string',
						default: '',
					})),
				},
			],
		}),
	],
	['hint-length', add({ hint: 'Long '.repeat(30).trim() })],
	[
		'hint-length',
		add({
			type: 'resourceLocator',
			default: { mode: 'id', value: '' },
			modes: [{ displayName: 'ID', name: 'id', type: 'string', hint: 'Long '.repeat(30).trim() }],
		}),
	],
	['description-repeats', add({ description: 'extra' })],
	[
		'description-repeats',
		add({
			type: 'options',
			default: 'a',
			options: [{ name: 'One', value: 'a', description: 'One' }],
		}),
	],
	['required-false', add({ required: false })],
	[
		'default-missing',
		(node) => delete (property(node, 'email') as Partial<INodeProperties>).default,
	],
	['default-type', add({ type: 'boolean', default: 'yes', description: 'Whether so' })],
	['default-type', add({ type: 'options', default: 'x', options: letters('A', 'B') })],
	[
		'default-type',
		add({
			type: 'resourceLocator',
			default: { mode: 'url', value: '' },
			modes: [{ displayName: 'ID', name: 'id', type: 'string' }],
		}),
	],
	['boolean-whether', add({ type: 'boolean', default: true, description: 'If the contact stays' })],
	['boolean-whether', add({ type: 'boolean', default: true })],
	['placeholder', add({ placeholder: '12345' })],
	[
		'placeholder',
		add({
			type: 'resourceLocator',
			default: { mode: 'id', value: '' },
			modes: [{ displayName: 'ID', name: 'id', type: 'string', placeholder: '7' }],
		}),
	],
	['email-placeholder', (node) => delete property(node, 'email').placeholder],
	[
		'return-all',
		(node) => (property(node, 'returnAll').description = 'Whether to return everything'),
	],
	['return-all', (node) => (property(node, 'returnAll').default = true)],
	['limit', (node) => (property(node, 'limit').default = 100)],
	['limit', (node) => (property(node, 'limit').typeOptions = {})],
	['limit', (node) => (property(node, 'limit').description = 'How many')],
	['simplify', (node) => (property(node, 'simplify').default = false)],
	['simplify', (node) => (property(node, 'simplify').description = 'Whether to shorten')],
	['dynamic-options', add({ type: 'options', typeOptions: { loadOptionsMethod: 'getLists' } })],
	['empty-text', add({ description: '' })],
	['emoji', add({ description: 'Launch it 🚀' })],
	['whitespace', add({ displayName: 'Extra ' })],
	['whitespace', add({ description: 'Two  spaces' })],
	['id-upper-case', add({ displayName: 'Contact Id' })],
	['id-upper-case', add({ description: 'The id of the contact' })],
	['url-upper-case', add({ displayName: 'Account Url' })],
	['json-upper-case', add({ description: 'The raw json' })],
	['title-case', add({ displayName: 'Extra field' })],
	[
		'title-case',
		add({ type: 'options', default: 'a', options: [{ name: 'lower case', value: 'a' }] }),
	],
	['weak-description', add({ description: 'Operation to perform' })],
	['description-capital', add({ description: 'the contact to take' })],
	['final-period', add({ description: 'The contact to take.' })],
	['final-period', add({ description: 'The contact to take. It must exist' })],
	['final-period', (node) => (node.description = 'Keep contacts.')],
	['final-period', add({ type: 'notice', displayName: 'Keep this in mind. It is said once' })],
];

const namesOf = (spoil: Spoil) => {
	const node = goodNode();
	spoil(node);
	return nodeComplaints(node).map(({ rule }) => rule);
};

describe('wording rules', () => {
	it('find nothing wrong with a good node', () => {
		expect(nodeComplaints(goodNode())).toEqual([]);
	});

	it.each(SPOILT.map(([rule, spoil], index) => [rule, index, spoil] as const))(
		'%s fires (%i)',
		(rule, _index, spoil) => {
			expect(namesOf(spoil)).toContain(rule);
		},
	);

	it('each have a case above', () => {
		const source = readFileSync(require.resolve('./wording'), 'utf8');
		const written = [...source.matchAll(/(?:report|shout|checkSorted)\(\s*'([a-z-]+)'/g)].map(
			([, rule]) => rule,
		);
		expect(new Set(written)).toEqual(new Set(SPOILT.map(([rule]) => rule)));
	});

	it('say where the fault is', () => {
		const node = goodNode();
		inner(node)[1].displayName = 'name';
		expect(nodeComplaints(node)).toEqual([
			{
				rule: 'title-case',
				path: 'contact.upsert additionalFields.shownName',
				text: 'displayName "name" is not in Title Case',
			},
		]);
	});

	it('take both forms of a field that asks different values of another', () => {
		const two = (json: boolean): Spoil =>
			add({
				displayOptions: { show: { resource: ['contact'], operation: ['upsert'], raw: [json] } },
			});
		expect(namesOf((node) => (two(true)(node), two(false)(node)))).toEqual([]);
	});

	it('are asked of credentials too', () => {
		const bad = {
			displayName: 'Api Url',
			name: 'url',
			type: 'string',
			default: '',
			placeholder: 'https://',
		};
		const found = propertyComplaints([bad as INodeProperties]);
		expect(found.map(({ rule }) => rule)).toEqual(['url-upper-case', 'placeholder']);
	});
});
