import type { RuleSet } from '../shared/rules';
import type { CordialRuleId } from './rules';
import type { CordialStore } from './store';

/** What the routes of the platform work with. */
export interface Context {
	rules: RuleSet<CordialRuleId>;
	store: CordialStore;
	now: () => number;
}
