/** How long an event is remembered, and how many are, per trigger. */
const REMEMBER_MS = 60 * 60 * 1000;
const REMEMBER_COUNT = 10_000;

const seen = new Map<string, Map<string, number>>();

/**
 * Whether this process met the event before, for this trigger. Other processes, and this one after a restart, do not
 * know: n8n offers a trigger no storage it can rely on.
 */
export function isRepeat(trigger: string, eventId: string, now = Date.now()): boolean {
	const events = seen.get(trigger) ?? new Map<string, number>();
	seen.set(trigger, events);
	// Entries lie in the order they came, so the oldest are first.
	for (const [id, at] of events) {
		if (now - at <= REMEMBER_MS && events.size <= REMEMBER_COUNT) break;
		events.delete(id);
	}
	if (events.has(eventId)) return true;
	events.set(eventId, now);
	return false;
}
