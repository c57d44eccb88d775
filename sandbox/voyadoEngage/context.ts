import type { RuleSet } from '../shared/rules';
import type { Hooks } from './hooks';
import type { VoyadoRuleId } from './rules';
import type { VoyadoStore } from './store';

/** What the routes of the platform work with. */
export interface Context {
	rules: RuleSet<VoyadoRuleId>;
	store: VoyadoStore;
	hooks: Hooks;
	now: () => number;
	/** How many changes one answer can have. */
	mostChanges: number;
}
