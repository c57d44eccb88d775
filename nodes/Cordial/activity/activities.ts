import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { isObject, partOf } from '../../shared/json';
import { readFlag, readList, readText, shown } from '../../shared/values';
import { propertyFields, readProperties } from '../properties';
import { filledIn, readMoment, readNumber, readObject } from '../values';

/** What the platform keeps of an activity (fact sheet, section 3.2); it cuts off or drops the rest without a word. */
const NAME_LENGTH = 40;
const MOST_PROPERTIES = 1000;

const only = (input: string, fields: INodeProperties[]): INodeProperties[] =>
	fields.map((field) => ({ ...field, displayOptions: { show: { activitiesInput: [input] } } }));

const text = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
});

/** One group of fields about the same thing. */
const group = (
	displayName: string,
	name: string,
	description: string,
	values: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	placeholder: `Add ${displayName}`,
	default: {},
	description,
	options: [{ displayName, name: 'values', values }],
});

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		group('Device', 'device', 'The device the contact used', [
			text('Browser', 'browser', 'Safari'),
			text('Device', 'device', 'iPhone7,2'),
			text('IP Address', 'ip', '8.8.8.8'),
			text('Platform', 'platform', 'iPhone OS'),
			{
				displayName: 'Robot',
				name: 'robot',
				type: 'options',
				options: [
					{ name: 'Leave Out', value: '' },
					{ name: 'No', value: 'false' },
					{ name: 'Yes', value: 'true' },
				],
				default: '',
				description: 'Whether it was a machine; an expression may also give true or false',
			},
			text('Type', 'type', 'mobile'),
		]),
		group('Location', 'geo', 'Where the contact was', [
			text('City', 'city', 'San Francisco'),
			text('Country', 'country', 'United States'),
			text('Latitude', 'lat', '40.29'),
			text('Longitude', 'lon', '-76.94'),
		]),
		...propertyFields('activity'),
		{
			displayName: 'Time',
			name: 'time',
			type: 'dateTime',
			default: '',
			description: 'When it happened; left out, the time at which Cordial receives it',
		},
	],
};

export const activityFields: INodeProperties[] = [
	{
		displayName: 'Specify Activities',
		name: 'activitiesInput',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'Fields for one activity per item, JSON for as many as an item has',
	},
	...only('fields', [
		{
			...text('Activity Name', 'activityName', 'pageView'),
			required: true,
			description: 'What happened, in 40 characters at most',
		},
	]),
	...only('json', [
		{
			displayName: 'Activities (JSON)',
			name: 'activitiesJson',
			type: 'json',
			required: true,
			default: '[]',
			description:
				'The activities as an array of objects with "name", and where you like "time", "properties", "geo" and "device"',
		},
	]),
	...only('fields', [additionalFields]),
];

/** Refuses what the platform would drop without a word. @throws Failure */
function checkName(at: string, value: unknown): string {
	const name = readText(at, value);
	if (name.length <= NAME_LENGTH) return name;
	throw invalid(
		at,
		`${shown(name)} has ${name.length} characters`,
		`Cordial takes ${NAME_LENGTH} at most; shorten the name.`,
	);
}

/** The same for properties. @throws Failure */
function checkProperties(at: string, properties: IDataObject): IDataObject {
	const keys = Object.keys(properties);
	if (keys.length > MOST_PROPERTIES) {
		throw invalid(at, `they are ${keys.length}`, `Cordial takes ${MOST_PROPERTIES} at most.`);
	}
	const bad = keys.find((key) => /^\d+$|\./.test(key));
	if (bad === undefined) return properties;
	throw invalid(
		partOf(at, bad),
		'Cordial cuts off properties whose key is a number or holds a point',
		'Give it another key.',
	);
}

function readGeo(at: string, given: IDataObject): IDataObject {
	const { city, country, lat, lon } = given;
	if (isEmpty(lat) !== isEmpty(lon)) {
		throw invalid(at, 'one of latitude and longitude is missing', 'Give both or neither.');
	}
	return {
		...(city !== undefined && { city: readText(`${at}.city`, city) }),
		...(country !== undefined && { country: readText(`${at}.country`, country) }),
		...(lat !== undefined && { geoLoc: readPoint(`${at}.geoLoc`, { lat, lon }) }),
	};
}

function readPoint(at: string, { lat, lon }: IDataObject): IDataObject {
	const within = (name: string, value: unknown, most: number) => {
		const degrees = readNumber(`${at}.${name}`, value);
		if (Math.abs(degrees) <= most) return degrees;
		throw invalid(
			`${at}.${name}`,
			`${shown(value)} is no place on Earth`,
			`Give degrees from -${most} to ${most}.`,
		);
	};
	return { lat: within('lat', lat, 90), lon: within('lon', lon, 180) };
}

function readDevice(at: string, given: IDataObject): IDataObject {
	const { robot, ...texts } = given;
	return {
		...Object.fromEntries(
			Object.entries(texts).map(([key, value]) => [key, readText(`${at}.${key}`, value)]),
		),
		...(robot !== undefined && { robot: readFlag(`${at}.robot`, robot) }),
	};
}

/** The activity in the fields. @throws Failure */
function fromFields(call: Call): IDataObject {
	const name = checkName('Activity Name', call.param('activityName', ''));
	const given = call.given('additionalFields');
	const { timezone } = call.api;
	const properties = readProperties(given, timezone);
	const inside = (key: string) =>
		filledIn((given[key] as { values?: unknown } | undefined)?.values);
	const geo = readGeo('geo', inside('geo'));
	const device = readDevice('device', inside('device'));
	return {
		name,
		...(given.time !== undefined && { time: readMoment('Time', given.time, timezone) }),
		...(properties !== undefined && { properties: checkProperties('properties', properties) }),
		...(Object.keys(geo).length > 0 && { geo }),
		...(Object.keys(device).length > 0 && { device }),
	};
}

type Read = (at: string, value: unknown, timezone: string) => unknown;

/** Keys of an activity, as the API has them. */
const KEYS: Record<string, Read> = {
	name: checkName,
	time: readMoment,
	properties: (at, value, timezone) => checkProperties(at, readObject(at, value, timezone)),
	geo: (at, value, timezone) => {
		const { geoLoc, ...rest } = readObject(at, value, timezone);
		if (isEmpty(geoLoc)) return rest;
		const point = readObject(`${at}.geoLoc`, geoLoc, timezone);
		return { ...rest, geoLoc: readPoint(`${at}.geoLoc`, point) };
	},
	device: (at, value, timezone) => {
		const device = readObject(at, value, timezone);
		const { robot } = device;
		return isEmpty(robot) ? device : { ...device, robot: readFlag(`${at}.robot`, robot) };
	},
};

function fromJson(call: Call): IDataObject[] {
	const list = readList('Activities (JSON)', call.param('activitiesJson', '[]'));
	if (list.length === 0) {
		throw invalid('Activities (JSON)', 'it holds no activity', 'Give at least one.');
	}
	return list.map((entry, index) => {
		const at = `activities[${index}]`;
		if (!isObject(entry)) {
			throw invalid(at, `${shown(entry)} is not an object`, 'Give an object with a name.');
		}
		const unknown = Object.keys(entry).find((key) => !Object.hasOwn(KEYS, key));
		if (unknown !== undefined) {
			throw invalid(
				partOf(at, unknown),
				'Cordial knows no such key of an activity',
				`Use ${Object.keys(KEYS).join(', ')}; what else there is belongs into properties.`,
			);
		}
		checkName(`${at}.name`, entry.name);
		return Object.fromEntries(
			Object.entries(filledIn(entry)).map(([key, value]) => [
				key,
				KEYS[key](`${at}.${key}`, value, call.api.timezone),
			]),
		) as IDataObject;
	});
}

/** The activities of an item, at least one. @throws Failure */
export const readActivities = (call: Call): IDataObject[] =>
	call.text('activitiesInput') === 'json' ? fromJson(call) : [fromFields(call)];
