/** What is known of one contact of a list: its status, and for how many passes it was not met. */
export interface Followed {
	status: number;
	missed: number;
}

/** The highest status and count of missed passes that fit. */
const MAX = 3;

/**
 * Contacts of a list as short text: in the order of their ids, each as the distance to the one before, its status and
 * how often it was missed, in as few bytes as that takes (LEB128), in base64. Some 1.5 to 4 characters per contact.
 *
 * @param followed ids are whole numbers, statuses 0 to 3
 */
export function packStatuses(followed: Map<number, Followed>): string {
	const bytes: number[] = [];
	let last = 0;
	for (const [id, { status, missed }] of [...followed].sort(([a], [b]) => a - b)) {
		// Distances may be longer than 32 bits, so no shifts.
		let number = ((id - last) * (MAX + 1) + status) * (MAX + 1) + Math.min(missed, MAX);
		last = id;
		for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
		bytes.push(number);
	}
	return Buffer.from(bytes).toString('base64');
}

/** What `packStatuses` made. */
export function unpackStatuses(text: unknown): Map<number, Followed> {
	const followed = new Map<number, Followed>();
	let [id, number, factor] = [0, 0, 1];
	for (const byte of Buffer.from(typeof text === 'string' ? text : '', 'base64')) {
		number += (byte % 128) * factor;
		factor *= 128;
		if (byte >= 128) continue;
		const state = Math.floor(number / (MAX + 1));
		id += Math.floor(state / (MAX + 1));
		followed.set(id, { status: state % (MAX + 1), missed: number % (MAX + 1) });
		[number, factor] = [0, 1];
	}
	return followed;
}
