import type { RuleSet } from '../shared/rules';
import type { LoyaltiiRuleId } from './rules';
import type { LoyaltiiStore } from './store';

/** What the endpoints of the platform work with. */
export interface Context {
	rules: RuleSet<LoyaltiiRuleId>;
	store: LoyaltiiStore;
	now: () => number;
	/** Own address, for links in answers. */
	url: () => string;
	/** How often each endpoint was asked, by its number in the fact sheet. */
	asked: Map<number, number>;
	/** Milliseconds a bulk export takes. */
	exportMs: number;
}
