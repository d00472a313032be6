import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { SAMPLES } from '../samples';
import { Dice } from './dice';
import { ENORMOUS, FITTING, HUGE, NUMBERS, SHAPES, TEXTS } from './nasties';
import { fill, slotsOf, type Slot } from './slots';
import { plain } from './target';

type Json = Record<string, unknown>;

/** One hostile input: a valid one with one or several parameters replaced. */
export interface HostileCase {
	/** E.g. `record/search`. */
	operation: string;
	number: number;
	/** What the node gets, as plain values. */
	given: Json;
	/** The same as a workflow has it: some values come by expression from the input item. */
	parameters: INodeParameters;
	item: Json;
	/** The slots that were replaced. */
	slots: Slot[];
}

/** Fields of tasks that the JSON of a case names: native ones, custom ones, and none at all. */
const JSON_KEYS = [
	...Array.from({ length: 8 }, () => 'title'),
	...Array.from({ length: 4 }, () => 'cf_tx'),
	'importance',
	'due',
	'owner_id',
	'status',
	'status_id',
	'links',
	'custom_13',
	...'cf_cx cf_yx cf_ex cf_ox cf_dx cf_mx cf_xx cf_tx cf_nx cf_sx cf_ux cf_wx cf_pointx'.split(' '),
	'fields',
	'id',
	'__proto__',
	'constructor',
	'a][b',
];

/** Makes the cases of one operation. Each depends on seed, operation and number only. */
export class CaseMaker {
	readonly slots: Slot[];

	constructor(
		private readonly operation: string,
		properties: INodeProperties[],
		private readonly places: Record<'cerb' | 'host' | 'trap', string>,
		/** The sample's input items, for records that are there. */
		private readonly items: Json[],
	) {
		const [resource, name] = operation.split('/');
		this.slots = slotsOf(properties, resource, name);
	}

	/** Every slot has its turn; a third of the cases replace more than one. */
	make(seed: number, number: number): HostileCase {
		const dice = new Dice(seed, this.operation, number);
		const [resource, name] = this.operation.split('/');
		const sample = SAMPLES[this.operation];
		const given: Json = {
			resource,
			operation: name,
			...(resolve(sample.parameters, dice.pick(this.items)) as Json),
		};
		const slots = [this.slots[number % this.slots.length]];
		while (dice.chance(33) && slots.length < 4) slots.push(dice.pick(this.slots));
		const parameters = structuredClone(given);
		const item: Json = {};
		const neighbours = dice.below(1e6);
		slots.forEach((slot, index) => {
			const thrown = this.valueFor(slot, dice);
			const byExpression = !isWhole(slot) && (needsExpression(thrown) || dice.chance(60));
			// What stands in the workflow itself is JSON.
			const value = byExpression ? thrown : (JSON.parse(JSON.stringify(thrown ?? null)) as unknown);
			if (byExpression) item[`n${index}`] = value;
			const pick = () => new Dice(neighbours, slot.path).picker;
			fill(given, slot, value, pick());
			fill(parameters, slot, byExpression ? `={{ $json.n${index} }}` : value, pick());
		});
		return {
			operation: this.operation,
			number,
			given,
			parameters: parameters as INodeParameters,
			item,
			slots,
		};
	}

	private valueFor(slot: Slot, dice: Dice): unknown {
		const value = this.anyValue(slot, dice);
		// A long pause is no mistake: it would only be waited for.
		return slot.path.endsWith('.pause') && Number(plain(value)) > 20 ? 20 : value;
	}

	private anyValue(slot: Slot, dice: Dice): unknown {
		const fitting = FITTING.find(([path]) => path.test(slot.path))?.[1];
		const text = () => this.text(dice, fitting && dice.chance(50) ? fitting : TEXTS);
		if (slot.type === 'json' && dice.chance(75)) return this.json(dice);
		if (slot.type === 'resourceMapper' && slot.path.endsWith('.value') && dice.chance(75)) {
			return this.map(dice);
		}
		if (slot.type === 'number' && dice.chance(50)) return dice.pick(NUMBERS);
		if (slot.path === 'query' && dice.chance(60)) return this.query(dice);
		const kind = dice.below(1000);
		if (kind < 600) return text();
		if (kind < 670) return text() + text();
		if (kind < 720) return dice.pick(NUMBERS);
		// In place of a collection n8n itself takes a text apart, character by character.
		if (kind < 970 || isWhole(slot)) return dice.pick(SHAPES)();
		if (kind < 998) return dice.pick(HUGE)();
		return dice.pick(ENORMOUS)();
	}

	private text(dice: Dice, texts: readonly string[] = TEXTS): string {
		return dice
			.pick(texts)
			.replace(/⟦(\w+)⟧/g, (mark, place: string) =>
				place in this.places ? this.places[place as 'cerb'] : mark,
			);
	}

	/** Queries that might be meant, with something nasty in them. */
	private query(dice: Dice): string {
		const text = this.text(dice);
		const quoted = `"${text.replace(/"/g, '*')}"`;
		return dice.pick([
			`title:${quoted}`,
			`title:[${quoted},"b"]`,
			`(title:${quoted} OR id:1)`,
			`id:[1,2] ${text}`,
			`${text} id:>0`,
			`title:${text}`,
			`(${text})`,
			`!(id:1 ${text})`,
			`id:>0 sort:-id ${text}`,
			text,
		]);
	}

	private map(dice: Dice): Json {
		const entries = Array.from({ length: dice.pick([1, 1, 1, 2, 3]) }, (): [string, unknown] => [
			dice.pick(JSON_KEYS),
			// Inside of an object n8n would run a text that begins with "=".
			dice.chance(70)
				? this.text(dice).replace(/^=/, '-=')
				: dice.chance(50)
					? dice.pick(NUMBERS)
					: dice.pick(SHAPES)(),
		]);
		return Object.fromEntries(entries);
	}

	private json(dice: Dice): unknown {
		const map = dice.chance(80) ? { title: 'A task', ...this.map(dice) } : this.map(dice);
		const way = dice.below(10);
		if (way < 3) return map;
		const text = JSON.stringify(map);
		return way < 9 ? text : text.slice(0, dice.below(text.length)) + this.text(dice);
	}
}

/** n8n itself runs a text that begins with "=", and what is not there at all is at its default. */
function needsExpression(value: unknown): boolean {
	return value === undefined || (typeof value === 'string' && value.startsWith('='));
}

/** Fills in what a sample takes from its input item. */
function resolve(value: unknown, item: Json): unknown {
	if (typeof value === 'string') {
		const key = /^=\{\{ \$json\.(\w+) \}\}$/.exec(value)?.[1];
		return key === undefined ? value : item[key];
	}
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [key, resolve(entry, item)]),
	);
}

/** Collections as a whole cannot be expressions in n8n: only what is in them. */
function isWhole({ path, type }: Slot): boolean {
	const depth = path.split('.').length;
	if (type === 'resourceLocator') return depth === 1 || path.endsWith('.mode');
	if (type === 'resourceMapper') return depth < 3;
	return type === 'collection' || type === 'fixedCollection';
}
