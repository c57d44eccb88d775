import type { RuleSet } from '../shared/rules';
import type { RecordEvents } from './recordEvents';
import type { RuleId } from './rules';
import type { CdxpStore } from './store';

/** What the routes of the platform work with. */
export interface Context {
	rules: RuleSet<RuleId>;
	store: CdxpStore;
	events: RecordEvents;
	now: () => number;
	/** Address of the API, for the links in answers. */
	api: () => string;
}
