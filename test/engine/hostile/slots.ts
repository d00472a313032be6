import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

type Parameters = Record<string, unknown>;

/** One place of an operation's parameters into which a value can be put. */
export interface Slot {
	/** E.g. `filters.conditions.0.field`. */
	path: string;
	/** The type of the parameter there; that of the whole for its parts. */
	type: INodeProperties['type'];
	/** What the editor calls it, outermost first. */
	titles: string[];
	/** Values for other parameters, one of which each needs to hold so that this one is shown. */
	needs: Array<[path: string, values: readonly unknown[]]>;
}

/** What an untouched neighbour may hold, by name, where the default would say nothing. */
const PLAUSIBLE: Record<string, readonly unknown[]> = {
	field: [
		'title',
		'title',
		'title',
		'title',
		'title',
		'id',
		'importance',
		'due',
		'created',
		'owner.id',
		'status',
		'cfCfS',
	],
	operator: ['equals', 'notEquals', 'oneOf', 'contains', 'atLeast', 'atMost'],
	name: ['expand', 'fields[title]', 'limit'],
	value: ['Call Alessio back', '50', '2026-01-31'],
};

/** Every slot of one operation, in the order of the editor; those of all operations included. */
export function slotsOf(
	properties: INodeProperties[],
	resource: string,
	operation: string,
): Slot[] {
	const shown = properties.filter(({ displayOptions: { show = {} } = {} }) =>
		[
			['resource', resource],
			['operation', operation],
		].every(([name, value]) => !(name in show) || (show[name] as unknown[]).includes(value)),
	);
	return shown.flatMap((property) =>
		slotsBelow(property, property.name, [], needsOf(property, '')),
	);
}

function slotsBelow(
	property: INodeProperties,
	path: string,
	titles: string[],
	needs: Slot['needs'],
): Slot[] {
	const slot: Slot = {
		path,
		type: property.type,
		titles: [...titles, property.displayName],
		needs,
	};
	const part = (name: string, ...more: Slot['needs']): Slot => ({
		...slot,
		path: `${path}.${name}`,
		needs: [...needs, ...more],
	});
	switch (property.type) {
		case 'collection':
			return [slot, ...within(property.options as INodeProperties[], path, slot.titles, needs)];
		case 'fixedCollection':
			return [
				slot,
				...(property.options as INodePropertyCollection[]).flatMap(({ name, values }) => {
					const isList = property.typeOptions?.multipleValues === true;
					const row = `${path}.${name}${isList ? '.0' : ''}`;
					const neighbours = values.map((value): Slot['needs'][number] => [
						`${row}.${value.name}`,
						PLAUSIBLE[value.name] ?? [value.default],
					]);
					const rows = isList ? [part(name), part(`${name}.0`)] : [part(name)];
					return [...rows, ...within(values, row, slot.titles, [...needs, ...neighbours])];
				}),
			];
		case 'resourceLocator':
			return [
				slot,
				part('mode', [`${path}.__rl`, [true]], [`${path}.value`, ['1', 'task']]),
				...(property.modes ?? []).map(({ name }) =>
					part('value', [`${path}.__rl`, [true]], [`${path}.mode`, [name]]),
				),
			];
		case 'resourceMapper':
			return [
				slot,
				part('mappingMode'),
				part('value', [`${path}.mappingMode`, ['defineBelow']]),
				...['title', 'due', 'importance', 'cf_sx', 'gone_field'].map((field) =>
					part(
						`value.${field}`,
						[`${path}.mappingMode`, ['defineBelow']],
						[`${path}.value`, [{ title: 'A task' }]],
					),
				),
			];
		default:
			return [slot];
	}
}

function within(
	properties: INodeProperties[],
	path: string,
	titles: string[],
	needs: Slot['needs'],
): Slot[] {
	return properties.flatMap((property) =>
		slotsBelow(property, `${path}.${property.name}`, titles, [
			...needs,
			...needsOf(property, `${path}.`),
		]),
	);
}

/** The neighbours that show a parameter, set so that it is shown. */
function needsOf({ displayOptions }: INodeProperties, prefix: string): Slot['needs'] {
	const others = (map: Record<string, unknown[] | undefined> = {}) =>
		Object.entries(map).filter(([name]) => name !== 'resource' && name !== 'operation');
	const shows = others(displayOptions?.show).map(([name, values = []]): Slot['needs'][number] => [
		prefix + name,
		values,
	]);
	// What hides a parameter is left to chance, except where a default would always hide it.
	const hides = others(displayOptions?.hide).flatMap(([name, values]): Slot['needs'] =>
		values?.includes('GET') ? [[prefix + name, ['POST', 'PUT']]] : [],
	);
	return [...hides, ...shows];
}

/**
 * Puts a value into a slot and its neighbours beside it; what was there before gives way.
 * @param pick chooses what the neighbours hold
 */
export function fill(
	parameters: Parameters,
	slot: Slot,
	value: unknown,
	pick: (values: readonly unknown[]) => unknown,
): void {
	for (const [path, values] of slot.needs) put(parameters, path, structuredClone(pick(values)));
	put(parameters, slot.path, structuredClone(value));
}

function put(parameters: Parameters, path: string, value: unknown): void {
	const keys = path.split('.');
	let here: Parameters | unknown[] = parameters;
	keys.forEach((key, index) => {
		const at = key as keyof typeof here;
		if (index === keys.length - 1) {
			here[at] = value as never;
			return;
		}
		const inner: unknown = here[at];
		const isHolder = inner !== null && typeof inner === 'object';
		const holder = isHolder ? inner : /^\d+$/.test(keys[index + 1]) ? [] : {};
		here[at] = holder as never;
		here = holder as Parameters;
	});
}
