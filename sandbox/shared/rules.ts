/** One documented behaviour of a platform that can be switched off, so that a test can prove it notices. */
export interface Rule<Id extends string = string> {
	id: Id;
	/** Number of the point in the fact sheet's sandbox checklist this rule belongs to. */
	checklist: number;
	/** The behaviour in one sentence. */
	says: string;
	/** Where the behaviour is known from (tags of the fact sheet). */
	source: string;
	/** True when no source states it and the sandbox had to choose. */
	assumption: boolean;
	default: true;
}

/** Short form for rule tables. */
export function rule<Id extends string>(
	id: Id,
	checklist: number,
	source: string,
	says: string,
	assumption = false,
): Rule<Id> {
	return { id, checklist, says, source, assumption, default: true };
}

/** Which rules hold right now. All hold unless the environment, the options or the control API say otherwise. */
export class RuleSet<Id extends string> {
	private readonly disabled = new Set<Id>();

	constructor(
		readonly rules: ReadonlyArray<Rule<Id>>,
		overrides: Partial<Record<Id, boolean>> = {},
	) {
		this.set(
			Object.fromEntries(rulesOffInEnvironment().map((id) => [id, false])) as Partial<
				Record<Id, boolean>
			>,
		);
		this.set(overrides);
	}

	/** Whether the platform keeps to this rule. */
	on(id: Id): boolean {
		return !this.disabled.has(id);
	}

	/** Switches rules; an unknown name is an error, because a misspelt switch would silently test nothing. */
	set(changes: Partial<Record<Id, boolean>>): void {
		for (const [id, on] of Object.entries(changes) as Array<[Id, boolean]>) {
			if (!this.rules.some((known) => known.id === id))
				throw new Error(`There is no sandbox rule "${id}"`);
			if (on) this.disabled.delete(id);
			else this.disabled.add(id);
		}
	}

	/** The rules that are switched off. */
	off(): Id[] {
		return [...this.disabled];
	}
}

/** SANDBOX_RULES_OFF=a,b reaches every sandbox of a process, also those started deep inside a test. */
function rulesOffInEnvironment(): string[] {
	return (process.env.SANDBOX_RULES_OFF ?? '')
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
}
