import { API_EVENT } from '../records/types/automations';
import { Dictionary } from '../records/dictionary';
import { requireType } from '../records/registry';
import {
	isDict,
	isNumericText,
	phpNumber,
	type Dict,
	type Row,
	type Value,
} from '../records/values';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import { Unclaimed } from '../records/search/unclaimed';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { legacyDictionary } from './legacy';
import { textParam } from './params';

/** GET `bots/list`: all of them on one page (numbered 0). */
function list(request: RestRequest): RestAnswer {
	const results = [...request.state.table('bot').scan()].map((row) =>
		legacyDictionary('bot', row, request),
	);
	const { length } = results;
	return { kind: 'success', payload: { total: length, count: length, page: 0, results } };
}

/** What a behavior makes of a variable it is given; undefined: nothing, it is dropped. */
function readVariable(variable: Dict, text: string, unclaimed: Unclaimed): Value | undefined {
	switch (variable.type) {
		case 'S':
		case 'T':
			return text;
		case 'N':
			return phpNumber(text);
		case 'C':
			return text === '' || text === '0' ? 0 : 1;
		case 'D': {
			const params = isDict(variable.params) ? variable.params : {};
			return String(params.options ?? '')
				.split('\n')
				.includes(text)
				? text
				: undefined;
		}
		case 'E':
			if (/^\d+$/.test(text)) return text;
			unclaimed.add('a date as text for a behavior');
			return undefined;
		default:
			unclaimed.add(`a variable of type ${String(variable.type)}`);
			return undefined;
	}
}

/** The record's keys with a prefix, as a behavior's dictionary names them; links only named. */
function prefixed(alias: string, row: Row, prefix: string, request: RestRequest): Dict {
	const dictionary = Dictionary.deep(requireType(alias, request.state), row, request).toDict();
	return Object.fromEntries(
		Object.entries(dictionary)
			.filter(([key]) => !key.endsWith('_loaded'))
			.map(([key, value]) => [`${prefix}_${key}`, value]),
	);
}

/** The behavior itself, as it stands in its own dictionary. */
function trigger(row: Row): Dict {
	return {
		_actor: null,
		custom_fields: null,
		bot_id: String(row.bot_id),
		event_params: null,
		event_point: row.event_point,
		id: row.id,
		is_disabled: row.is_disabled,
		is_private: row.is_private,
		priority: row.priority,
		title: row.name,
		updated_at: row.updated_at,
		uri: row.uri,
		variables: row.variables,
	};
}

/** What the behavior's actions leave behind. */
function results(row: Row, variables: Dict): Dict {
	const sets = isDict(row.sets) ? row.sets : {};
	return Object.fromEntries(
		Object.entries(sets).map(([key, template]) => [
			key,
			String(template).replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
				String(variables[name] ?? ''),
			),
		]),
	);
}

/**
 * POST `bots/behavior/<id or uri>/run`: every public variable has to be given; the answer is the
 * whole dictionary of the run (measured on Cerb 10.4.10).
 */
function run(row: Row | undefined, request: RestRequest): RestAnswer {
	const { state, params } = request;
	if (row === undefined) return errorAnswer('ERROR', "The requested behavior doesn't exist.");
	if (row.event_point !== API_EVENT) {
		return errorAnswer('ERROR', 'The requested behavior is not a custom API request.');
	}
	const bot = state.get('bot', Number(row.bot_id));
	if (bot === undefined) return errorAnswer('ERROR', 'Invalid bot.');
	if (bot.is_disabled === true) return errorAnswer('ERROR', 'Bot is disabled.');
	if (Number(row.is_disabled) === 1) return errorAnswer('ERROR', 'Bot behavior is disabled.');
	const unclaimed = new Unclaimed();
	const variables: Dict = {};
	for (const [key, variable] of Object.entries(isDict(row.variables) ? row.variables : {})) {
		if (!isDict(variable) || String(variable.is_private) === '1') continue;
		if (params[key] === undefined) {
			return errorAnswer('ERROR', `The public variable '${key}' is required.`);
		}
		if (typeof params[key] !== 'string') unclaimed.add('a list as variable of a behavior');
		const value = readVariable(variable, textParam(params, key) ?? '', unclaimed);
		if (value !== undefined) variables[key] = value;
	}
	const payload = {
		__trigger: trigger(row),
		...prefixed('behavior', row, 'behavior', request),
		...prefixed('bot', bot, 'va', request),
		...variables,
		...results(row, variables),
	};
	return unlessUnclaimed(unclaimed, { kind: 'success', payload });
}

function findBehavior(name: string, { state }: RestRequest): Row | undefined {
	if (isNumericText(name)) return state.get('behavior', phpNumber(name));
	return [...state.table('behavior').scan()].find(({ uri }) => uri !== '' && uri === name);
}

/** `/rest/bots/…`: bots, and running those behaviors that are made for the API. */
export const bots: Controller = (request) => {
	const { method, path, state } = request;
	const [action = '', name = '', verb] = path;
	if (method === 'GET' && action === 'list') return list(request);
	if (method === 'GET' && isNumericText(action)) {
		const row = state.get('bot', phpNumber(action));
		if (row === undefined) return errorAnswer('ERROR', 'Invalid ID.');
		return { kind: 'success', payload: legacyDictionary('bot', row, request) };
	}
	if (method !== 'POST' || action !== 'behavior') return errorAnswer('ERROR_NOT_IMPLEMENTED');
	if (name === '') return notClaimed('a behavior without a name');
	const behavior = findBehavior(name, request);
	if (behavior === undefined && !isNumericText(name)) return errorAnswer('ERROR_NOT_FOUND');
	return verb === 'run' ? run(behavior, request) : errorAnswer('ERROR_NOT_IMPLEMENTED');
};
