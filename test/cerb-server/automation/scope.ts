import { findType } from '../records/registry';
import type { Dict, Value } from '../records/values';
import type { CerbState } from '../state';
import type { TemplateScope } from '../templates/evaluate';

/** A dictionary that loads keys when they are asked for (see `records/dictionary.ts`). */
export interface Loading {
	load(name: string): Value | undefined;
	toDict(): Dict;
	set(name: string, value: Value): void;
}

/** What a script sees and changes: its dictionary, and what Cerb knows beside it. */
export class ScriptScope implements TemplateScope {
	constructor(
		private readonly state: CerbState,
		private readonly dictionary: Loading,
	) {}

	lookUp(name: string): Value | undefined {
		return this.dictionary.load(name);
	}

	set(name: string, value: Value): void {
		this.dictionary.set(name, value);
	}

	startingWith(prefix: string): Dict {
		const found = Object.entries(this.dictionary.toDict()).filter(([key]) =>
			key.startsWith(prefix),
		);
		return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
	}

	contextOf(name: string): string | undefined {
		return findType(name, this.state)?.context;
	}

	now(): number {
		return this.state.now();
	}
}

/** A dictionary of nothing but its own keys. */
export class PlainDictionary implements Loading {
	constructor(private readonly values: Dict) {}

	load(name: string): Value | undefined {
		return this.values[name];
	}

	toDict(): Dict {
		return this.values;
	}

	set(name: string, value: Value): void {
		this.values[name] = value;
	}
}
