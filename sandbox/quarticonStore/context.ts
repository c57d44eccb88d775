import type { RuleSet } from '../shared/rules';
import type { StoreRuleId } from './rules';
import type { ShopStore } from './store';

/** What the routes of the platform work with. */
export interface Context {
	rules: RuleSet<StoreRuleId>;
	store: ShopStore;
	now: () => number;
}
