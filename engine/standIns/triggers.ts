import type { IDataObject, INodeType, ITriggerFunctions } from 'n8n-workflow';

import { describe, property } from './describe';

/** Manual Trigger: one empty item when the user presses Execute. */
export class ManualTrigger implements INodeType {
	description = describe('manualTrigger', 1, [], { group: ['trigger'], inputs: [] });

	async trigger(this: ITriggerFunctions) {
		return { manualTriggerFunction: async () => this.emit([this.helpers.returnJsonArray([{}])]) };
	}
}

/** Schedule Trigger: the item the real one emits, at once when executed by hand. It never waits for its rule. */
export class ScheduleTrigger implements INodeType {
	description = describe('scheduleTrigger', [1, 1.1, 1.2, 1.3], [property('rule', 'json', {})], {
		group: ['trigger'],
		inputs: [],
	});

	async trigger(this: ITriggerFunctions) {
		const timezone = this.getTimezone();
		return {
			manualTriggerFunction: async () =>
				this.emit([this.helpers.returnJsonArray([timeItem(new Date(), timezone)])]),
		};
	}
}

/** The moment as the real node words it, in English and in the workflow's time zone. */
export function timeItem(now: Date, timezone: string): IDataObject {
	const part = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat('en-US', { timeZone: timezone, ...options }).format(now);
	const two = (text: string) => text.padStart(2, '0');
	const day = Number(part({ day: 'numeric' }));
	const [year, month] = [part({ year: 'numeric' }), part({ month: 'long' })];
	const [minute, second] = [two(part({ minute: 'numeric' })), two(part({ second: 'numeric' }))];
	const hour = Number(part({ hour: 'numeric', hourCycle: 'h23' }));
	const time = `${hour % 12 || 12}:${minute}:${second} ${hour < 12 ? 'am' : 'pm'}`;
	const offset = part({ timeZoneName: 'longOffset' }).split('GMT')[1] || '+00:00';
	const date = `${year}-${two(part({ month: 'numeric' }))}-${two(String(day))}`;
	const milliseconds = String(now.getUTCMilliseconds()).padStart(3, '0');
	return {
		timestamp: `${date}T${two(String(hour))}:${minute}:${second}.${milliseconds}${offset}`,
		'Readable date': `${month} ${day}${ordinal(day)} ${year}, ${time}`,
		'Readable time': time,
		'Day of week': part({ weekday: 'long' }),
		Year: year,
		Month: month,
		'Day of month': two(String(day)),
		Hour: two(String(hour)),
		Minute: minute,
		Second: second,
		Timezone: `${timezone} (UTC${offset})`,
	};
}

function ordinal(day: number): string {
	if (day >= 11 && day <= 13) return 'th';
	return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
