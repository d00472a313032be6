import triggers from './triggers.json';

/** What may start an automation: one extension of the point `cerb.automation.trigger`. */
export interface Trigger {
	id: string;
	name: string;
	plugin: string;
	/** What its scripts may do beside commands: `await`, `callers`, `inputs`. */
	features: string[];
}

/** All triggers of Cerb 10.4.10, by name. */
export const TRIGGERS: Trigger[] = triggers.map(({ name, plugin, features }) => ({
	id: `cerb.trigger.${name}`,
	name,
	plugin: plugin ?? 'cerberusweb.core',
	features: features ?? ['inputs'],
}));
