/**
 * n8n's wording rules, asked of a built description.
 *
 * The linters read object literals, so fields that a builder assembles are invisible to them. Here the finished
 * description is walked instead. A rule's name is short and stable; each has a test that shows it can fire.
 */
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

export interface Complaint {
	rule: string;
	/** Where, such as `contact.upsert options.lists.status`. */
	path: string;
	text: string;
}

export const RETURN_ALL = 'Whether to return all results or only up to a given limit';
export const LIMIT = 'Max number of results to return';
export const SIMPLIFY =
	'Whether to return a simplified version of the response instead of the raw data';
const EXPRESSION_LINK = 'using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';
const DYNAMIC_ONE = `Choose from the list, or specify an ID ${EXPRESSION_LINK}`;
const DYNAMIC_MANY = `Choose from the list, or specify IDs ${EXPRESSION_LINK}`;

const HINT_LENGTH = 120;
const SORT_FROM = 5;
/** Words that Title Case leaves small. */
const SMALL_WORDS = new Set(
	'a an and as at but by for from if in into nor of on or over per than the to up via vs when with without'.split(
		' ',
	),
);
const WEAK = [
	'Resource to consume',
	'Resource to operate on',
	'Operation to perform',
	'Action to perform',
];

type Report = (rule: string, path: string, text: string) => void;

/** Everything that n8n's rules find wrong with a node. */
export function nodeComplaints(description: INodeTypeDescription): Complaint[] {
	return collect((report) => {
		checkNode(description, report);
		checkResourceAndOperation(description.properties, report);
		for (const { resource, operation, fields } of views(description.properties)) {
			checkView(`${resource}.${operation}`, operation, fields, report);
		}
		checkSameNames(description.properties, report);
		checkProperties(description.properties, report);
	});
}

/** The same for a credential's properties. */
export function propertyComplaints(properties: INodeProperties[]): Complaint[] {
	return collect((report) => checkProperties(properties, report));
}

function collect(check: (report: Report) => void): Complaint[] {
	const found: Complaint[] = [];
	check((rule, path, text) => found.push({ rule, path, text }));
	return found;
}

// The node itself

function checkNode(description: INodeTypeDescription, report: Report) {
	const { displayName, name, icon, subtitle, version, inputs, credentials = [] } = description;
	const isTrigger = description.group.includes('trigger');
	const at = name;

	if (/\bnode\b/i.test(displayName)) report('node-word', at, `"${displayName}" says "Node"`);
	if (isTrigger !== displayName.endsWith(' Trigger') || isTrigger !== name.endsWith('Trigger')) {
		report('trigger-suffix', at, 'triggers, and only they, end in "Trigger"');
	}
	if (!isCamelCase(name)) report('name-camel-case', at, `"${name}" is not camelCase`);
	if (typeof icon !== 'object' || icon.light === icon.dark) {
		report('icon-pair', at, 'the icon needs a light and a dark file that differ');
	}
	const pair = ['resource', 'operation'].filter((word) =>
		description.properties.some((property) => property.name === word),
	);
	if (pair.some((word) => !subtitle?.includes(`$parameter["${word}"]`))) {
		report('subtitle', at, 'the subtitle does not name resource and operation');
	}
	if (isTrigger ? 'usableAsTool' in description : description.usableAsTool !== true) {
		report('usable-as-tool', at, 'usableAsTool is true on action nodes and absent on triggers');
	}
	if (![version].flat().every((number) => number >= 1 && number < 2)) {
		report('light-versioning', at, `version ${String(version)} is not 1 or a 1.x beside it`);
	}
	if (isTrigger && Array.isArray(inputs) && inputs.length > 0) {
		report('trigger-inputs', at, 'a trigger has no inputs');
	}
	if (credentials.filter(({ displayOptions }) => displayOptions === undefined).length > 1) {
		report('single-credential', at, 'more than one credential is active at a time');
	}
	if (description.defaults.name !== displayName) {
		report('default-name', at, `a new node is called "${String(description.defaults.name)}"`);
	}
	checkText(at, 'description', description.description, report);
	checkText(at, 'displayName', displayName, report);
	const events = description.properties.find((property) => property.name === 'events');
	if (isTrigger && events && !events.displayName.startsWith('Trigger On')) {
		report(
			'trigger-on',
			`${at} events`,
			'the name of the event parameter begins with "Trigger On"',
		);
	}
}

// Resource and operation

function checkResourceAndOperation(properties: INodeProperties[], report: Report) {
	const asking = properties.filter(({ name }) => name === 'resource' || name === 'operation');
	if (asking.length === 0) return;
	const names = properties.map(({ name }) => name);
	const operations = properties.filter(({ name }) => name === 'operation');
	if (
		names[0] !== 'resource' ||
		names.slice(1, 1 + operations.length).some((name) => name !== 'operation')
	) {
		report('resource-first', 'properties', 'the first field is Resource, the second Operation');
	}
	for (const { name, noDataExpression } of asking) {
		if (noDataExpression !== true)
			report('no-data-expression', name, 'noDataExpression is missing');
	}
	const resources = choices(properties.find(({ name }) => name === 'resource'));
	for (const { name } of resources) {
		if (isPlural(name))
			report('resource-singular', `resource ${name}`, 'resource names are singular');
	}
	for (const property of operations) {
		const shownFor = resources.filter(({ value }) => shows(property, 'resource', value));
		for (const option of choices(property)) {
			const at = `${shownFor.map(({ value }) => value).join('|')}.${String(option.value)}`;
			checkOperation(
				at,
				option,
				shownFor.map(({ name }) => name),
				report,
			);
		}
	}
}

function checkOperation(
	at: string,
	option: INodePropertyOptions,
	resources: string[],
	report: Report,
) {
	const { name, value, action = '', description = '' } = option;
	if (action === '') report('action-missing', at, 'the operation has no action');
	else {
		if (!isSentenceCase(action)) report('action-case', at, `"${action}" is not in sentence case`);
		if (/\b(a|an|the)\b/i.test(action)) report('action-article', at, `"${action}" has an article`);
		if (action.endsWith('.')) report('action-period', at, `"${action}" ends in a period`);
		if (value === 'getAll' && !action.startsWith('Get many ')) {
			report('get-many-action', at, `"${action}" does not begin with "Get many"`);
		}
	}
	if (description === '') report('operation-description', at, 'the operation has no description');
	if (
		[name, action].some((text) => text.toLowerCase() === description.toLowerCase() && text !== '')
	) {
		report('operation-description', at, 'the description only repeats the name');
	}
	if (resources.some((resource) => new RegExp(`\\b${resource}s?\\b`, 'i').test(name))) {
		report('operation-names-resource', at, `"${name}" repeats the resource`);
	}
	if (
		(value === 'getAll') !== (name === 'Get Many') ||
		/\ball\b/i.test(`${name} ${action} ${value === 'getAll' ? description : ''}`)
	) {
		report('get-many-name', at, 'the value getAll is called "Get Many", and nothing else is');
	}
	if ((value === 'upsert') !== (name === 'Create or Update')) {
		report('upsert-name', at, 'the value upsert is called "Create or Update", and nothing else is');
	}
}

/** What a user sees with one resource and one operation chosen. */
function views(properties: INodeProperties[]) {
	const resources = choices(properties.find(({ name }) => name === 'resource'));
	return resources.flatMap(({ value: resource }) => {
		const ofResource = properties.filter((property) => shows(property, 'resource', resource));
		const operations = ofResource.filter(({ name }) => name === 'operation').flatMap(choices);
		return operations.map(({ value: operation }) => ({
			resource,
			operation,
			fields: ofResource.filter(
				(property) =>
					!['resource', 'operation'].includes(property.name) &&
					shows(property, 'operation', operation),
			),
		}));
	});
}

function checkView(at: string, operation: unknown, fields: INodeProperties[], report: Report) {
	if (operation === 'getAll') {
		const limit = fields.find(({ name }) => name === 'limit');
		if (!fields.some(({ name }) => name === 'returnAll'))
			report('return-all-missing', at, 'Return All is missing');
		if (limit === undefined) report('limit-missing', at, 'Limit is missing');
		else if (JSON.stringify(limit.displayOptions?.show?.returnAll) !== '[false]') {
			report('limit-shown', at, 'Limit is shown only without Return All');
		}
	}
	fields.forEach((one, index) => {
		for (const other of fields.slice(index + 1)) {
			if (one.name === other.name && !exclude(one, other)) {
				report('duplicate-name', `${at} ${one.name}`, 'two fields of this name are shown at once');
			}
		}
	});
	const firstCollection = fields.findIndex(({ type }) => type === 'collection');
	for (const { name } of fields.slice(firstCollection + 1).filter(({ required }) => required)) {
		if (firstCollection >= 0)
			report('required-first', `${at} ${name}`, 'required fields stand above the optional ones');
	}
	for (const { name, required } of fields.filter(({ type }) => type === 'json')) {
		if (!required)
			report(
				'optional-json',
				`${at} ${name}`,
				'an optional JSON box says nothing about what it takes',
			);
	}
}

function checkSameNames(properties: INodeProperties[], report: Report) {
	const names = new Map<string, string>();
	for (const { displayName, name } of properties) {
		const known = names.get(displayName) ?? name;
		if (known !== name) {
			report(
				'same-thing-same-name',
				name,
				`"${displayName}" is called ${known} elsewhere: values are lost on switching`,
			);
		}
		names.set(displayName, known);
	}
}

// Every parameter, at any depth

function checkProperties(properties: INodeProperties[], report: Report, above = '') {
	for (const property of properties) {
		const shown = property.displayOptions?.show ?? {};
		const where = [shown.resource, shown.operation]
			.map((values) => values?.join('|'))
			.filter(Boolean)
			.join('.');
		const at = above === '' ? `${where} ${property.name}`.trim() : `${above}.${property.name}`;
		checkProperty(at, property, report);

		const options = property.options ?? [];
		if (property.type === 'collection') {
			const inner = options as INodeProperties[];
			checkDuplicates(
				at,
				inner.map(({ name }) => name),
				report,
			);
			checkSorted(
				'collection-sorted',
				at,
				inner.map(({ displayName }) => displayName),
				2,
				report,
			);
			checkProperties(inner, report, at);
		} else if (property.type === 'fixedCollection') {
			for (const { name, displayName, values } of options as INodePropertyCollection[]) {
				checkText(`${at}.${name}`, 'displayName', displayName, report);
				checkDuplicates(
					at,
					values.map((value) => value.name),
					report,
				);
				checkSorted(
					'collection-sorted',
					at,
					values.map((value) => value.displayName),
					SORT_FROM,
					report,
				);
				checkProperties(values, report, at);
			}
		} else if (property.type === 'options' || property.type === 'multiOptions') {
			checkChoices(at, choices(property), report);
		}
		for (const mode of property.modes ?? []) checkMode(`${at} (${mode.name})`, mode, report);
	}
}

function checkProperty(at: string, property: INodeProperties, report: Report) {
	const { displayName, name, type, description, placeholder, hint, typeOptions } = property;
	// A notice is prose in the place of a name.
	checkText(at, type === 'notice' ? 'description' : 'displayName', displayName, report);
	checkText(at, 'description', description, report);
	checkText(at, 'hint', hint, report);
	if (!isCamelCase(name)) report('name-camel-case', at, `"${name}" is not camelCase`);
	if (hint && hint.length > HINT_LENGTH)
		report('hint-length', at, `the hint has ${hint.length} characters`);
	if (description && description.toLowerCase() === displayName.toLowerCase()) {
		report('description-repeats', at, 'the description only repeats the name');
	}
	if ('required' in property && property.required !== true)
		report('required-false', at, 'required: false says nothing');
	checkDefault(at, property, report);

	if (type === 'boolean' && !/^Whether\b/.test(description ?? '')) {
		report('boolean-whether', at, 'the description of a boolean begins with "Whether"');
	}
	const adds = type === 'collection' || type === 'fixedCollection';
	if (placeholder !== undefined && !adds) checkPlaceholder(at, placeholder, report);
	if (type === 'string' && /e-?mail/i.test(name) && !placeholder) {
		report('email-placeholder', at, 'an email field shows what it takes');
	}
	if (name === 'returnAll') {
		if (
			type !== 'boolean' ||
			property.default !== false ||
			description !== RETURN_ALL ||
			displayName !== 'Return All'
		) {
			report('return-all', at, `Return All is off by default and says "${RETURN_ALL}"`);
		}
	}
	if (name === 'limit') {
		if (
			type !== 'number' ||
			property.default !== 50 ||
			typeOptions?.minValue !== 1 ||
			description !== LIMIT ||
			displayName !== 'Limit'
		) {
			report('limit', at, `Limit is 50 by default, 1 at least and says "${LIMIT}"`);
		}
	}
	if (name === 'simplify') {
		if (
			type !== 'boolean' ||
			property.default !== true ||
			description !== SIMPLIFY ||
			displayName !== 'Simplify'
		) {
			report('simplify', at, `Simplify is on by default and says "${SIMPLIFY}"`);
		}
	}
	if (typeOptions?.loadOptionsMethod && (type === 'options' || type === 'multiOptions')) {
		const many = type === 'multiOptions';
		const text = many ? DYNAMIC_MANY : DYNAMIC_ONE;
		if (
			!displayName.endsWith(many ? ' Names or IDs' : ' Name or ID') ||
			!description?.replace(/\.$/, '').endsWith(text)
		) {
			report(
				'dynamic-options',
				at,
				`a loaded list is called "… ${many ? 'Names or IDs' : 'Name or ID'}" and says "${text}"`,
			);
		}
	}
}

function checkDefault(at: string, property: INodeProperties, report: Report) {
	const { type, default: value } = property;
	if (value === undefined) {
		report('default-missing', at, 'the parameter has no default');
		return;
	}
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	const known = choices(property).map((choice) => choice.value);
	const fits: Partial<Record<INodeProperties['type'], boolean>> = {
		boolean: typeof value === 'boolean',
		number: typeof value === 'number',
		string:
			typeof value === 'string' ||
			(property.typeOptions?.multipleValues === true && Array.isArray(value)),
		collection: isObject,
		fixedCollection: isObject,
		multiOptions:
			Array.isArray(value) &&
			(known.length === 0 || value.every((one) => known.includes(one as string))),
		options: known.length === 0 || known.includes(value as string),
		resourceLocator:
			isObject &&
			(property.modes ?? []).some(({ name }) => name === (value as { mode?: string }).mode),
		resourceMapper: isObject,
	};
	if (fits[type] === false)
		report('default-type', at, `${JSON.stringify(value)} is no default for ${type}`);
}

function checkPlaceholder(at: string, placeholder: string, report: Report) {
	checkText(at, 'placeholder', placeholder, report);
	if (!placeholder.startsWith('e.g. '))
		report('placeholder', at, `"${placeholder}" does not begin with "e.g. "`);
}

function checkMode(at: string, mode: INodePropertyMode, report: Report) {
	checkText(at, 'displayName', mode.displayName, report);
	checkText(at, 'hint', mode.hint, report);
	if (mode.hint && mode.hint.length > HINT_LENGTH)
		report('hint-length', at, `the hint has ${mode.hint.length} characters`);
	// In a list, the placeholder stands for the choice not yet made.
	if (mode.placeholder !== undefined && mode.type !== 'list')
		checkPlaceholder(at, mode.placeholder, report);
}

function checkChoices(at: string, options: INodePropertyOptions[], report: Report) {
	checkSorted(
		'options-sorted',
		at,
		options.map(({ name }) => name),
		SORT_FROM,
		report,
	);
	checkDuplicates(
		at,
		options.map(({ name }) => name),
		report,
	);
	checkDuplicates(
		at,
		options.map(({ value }) => String(value)),
		report,
	);
	for (const { name, description } of options) {
		checkText(`${at}: ${name}`, 'displayName', name, report);
		checkText(`${at}: ${name}`, 'description', description, report);
		if (description && description.toLowerCase() === name.toLowerCase()) {
			report('description-repeats', `${at}: ${name}`, 'the description only repeats the name');
		}
	}
}

function checkDuplicates(at: string, names: string[], report: Report) {
	for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
		report('duplicate-name', at, `"${name}" appears twice`);
	}
}

function checkSorted(rule: string, at: string, names: string[], from: number, report: Report) {
	const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en'));
	if (names.length >= from && names.join('\n') !== sorted.join('\n')) {
		report(rule, at, `not in alphabetical order: ${names.join(', ')}`);
	}
}

// Texts

type Kind = 'displayName' | 'description' | 'hint' | 'placeholder';

function checkText(at: string, kind: Kind, text: string | undefined, report: Report) {
	if (text === undefined) return;
	const shout = (rule: string, problem: string) => report(rule, at, `${kind} "${text}" ${problem}`);
	if (text === '') {
		shout('empty-text', 'is empty');
		return;
	}
	if (/\p{Extended_Pictographic}/u.test(text)) shout('emoji', 'holds an emoji');
	if (text !== text.trim() || / {2}/.test(text)) shout('whitespace', 'has stray spaces');

	// Addresses, quoted names and examples keep their spelling.
	const prose = text.replace(/<[^>]*>|<code>.*?<\/code>|https?:\S+|\S+@\S+|e\.g\. .*/g, ' ');
	if (/\b[Ii]ds?\b/.test(prose)) shout('id-upper-case', 'must say ID');
	if (/\b[Uu]rls?\b/.test(prose)) shout('url-upper-case', 'must say URL');
	if (/\b[Jj]son\b/.test(prose)) shout('json-upper-case', 'must say JSON');

	if (kind === 'displayName' && !isTitleCase(text)) shout('title-case', 'is not in Title Case');
	if (kind === 'description') {
		if (WEAK.includes(text)) shout('weak-description', 'says nothing');
		if (/^\p{Ll}/u.test(text)) shout('description-capital', 'does not begin with a capital');
	}
	if (kind === 'description' || kind === 'hint') {
		const plain = text.replace(/<[^>]*>/g, '').replace(/\be\.g\.|\bi\.e\.|\betc\./g, '');
		const oneSentence = !/[.!?]\s+\S/.test(plain.trim());
		if (oneSentence && /[^.]\.$/.test(plain))
			shout('final-period', 'is one sentence and ends in a period');
		if (!oneSentence && kind === 'description' && !/[.!?]$/.test(plain.trim())) {
			shout('final-period', 'has several sentences and no final period');
		}
	}
}

function isTitleCase(text: string): boolean {
	const words = text.split(/[\s/(),&-]+/).filter((word) => /^\p{L}/u.test(word));
	return words.every(
		(word, index) =>
			/^\p{Lu}/u.test(word) || (SMALL_WORDS.has(word) && index > 0) || word === 'n8n',
	);
}

/** The first word has a capital; others only where they are abbreviations or names spelt so (ID, CDXP, QuarticOn). */
function isSentenceCase(text: string): boolean {
	const [first, ...others] = text.split(/\s+/);
	return /^\p{Lu}/u.test(first) && others.every((word) => !/^\p{Lu}\p{Ll}+$/u.test(word));
}

function isCamelCase(name: string): boolean {
	return /^[a-z][A-Za-z0-9]*$/.test(name);
}

function isPlural(name: string): boolean {
	return /[^su]s$/.test(name) && !/(is|as)$/.test(name);
}

// What is shown when

function choices(property: INodeProperties | undefined): INodePropertyOptions[] {
	if (property?.type !== 'options' && property?.type !== 'multiOptions') return [];
	return (property.options ?? []) as INodePropertyOptions[];
}

/** Whether a field can be seen while `key` has `value`, as far as that alone decides. */
function shows({ displayOptions }: INodeProperties, key: string, value: unknown): boolean {
	const { show = {}, hide = {} } = displayOptions ?? {};
	return !(key in show && !holds(show[key], value)) && !(key in hide && holds(hide[key], value));
}

function holds(values: unknown, value: unknown): boolean {
	return Array.isArray(values) && values.some((one) => one === value || typeof one === 'object');
}

/** Whether two fields can never be seen together: they ask different values of the same parameter. */
function exclude(one: INodeProperties, other: INodeProperties): boolean {
	const [mine, theirs] = [one, other].map(({ displayOptions }) => displayOptions?.show ?? {});
	return Object.entries(mine).some(
		([key, values]) =>
			key in theirs && Array.isArray(values) && !values.some((value) => holds(theirs[key], value)),
	);
}
