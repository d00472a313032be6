import manifests from '../contexts/manifests.json';
import type { PhpMap } from '../../http/php-form';
import { isDict, type Dict, type Value } from '../../records/values';
import { PHP_FAILURE, type Problem } from '../../records/write/php-failure';
import { parseJson } from '../parse-json';

/** A record of a package: its fields beside `uid` and `_context`. */
export interface PackagedRecord {
	uid: string;
	context: string;
	fields: Dict;
}

/** A package that may be installed here. */
export interface Package {
	records: PackagedRecord[];
}

const CERB_VERSION = [10, 4, 10];

const PLUGINS = new Set(['cerberusweb.restapi', ...manifests.map(({ plugin }) => plugin)]);

/** Parts of a package beside the records, which this server does not make. */
const OTHER_PARTS =
	/^(?:automations|behaviors|bots|calendars|classifiers|custom_fields|custom_fieldsets|dashboards|events|portals|project_boards|saved_searches|settings|toolbars|workspaces)$/;

function isNewer(version: string): boolean {
	const parts = version.split('.').map(Number);
	const at = CERB_VERSION.findIndex((own, index) => (parts[index] ?? 0) !== own);
	return at >= 0 && (parts[at] ?? 0) > CERB_VERSION[at];
}

function listOf(value: Value | undefined): Value[] {
	if (Array.isArray(value)) return value;
	return isDict(value) ? Object.values(value) : [];
}

const textOf = (value: Value | undefined): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function requirementError(head: Dict, unclaimed: (what: string) => void): string | undefined {
	const requires = isDict(head.requires) ? head.requires : {};
	const version = textOf(requires.cerb_version);
	if (isNewer(version)) return `This package requires Cerb version ${version} or later.`;
	for (const plugin of listOf(requires.plugins).map(textOf)) {
		if (PLUGINS.has(plugin)) continue;
		if (plugin.startsWith('cerb')) unclaimed(`a package that requires ${plugin}`);
		return `This package requires the ${plugin} plugin to be installed and enabled.`;
	}
	return undefined;
}

/**
 * The values of the prompts by key. Every prompt has to be answered, defaults do not count
 * (measured on Cerb 10.4.10).
 */
function readPrompts(
	head: Dict,
	answers: PhpMap,
	unclaimed: (what: string) => void,
): { values: Map<string, string> } | { problem: Problem } {
	const configure = isDict(head.configure) ? head.configure : {};
	const values = new Map<string, string>();
	for (const prompt of listOf(configure.prompts)) {
		if (!isDict(prompt)) continue;
		const params = isDict(prompt.params) ? prompt.params : {};
		const key = textOf(prompt.key);
		const answer = answers[key];
		if (answer !== undefined && typeof answer !== 'string') {
			if (prompt.type === 'text') return { problem: PHP_FAILURE };
			unclaimed(`a list for a prompt of type ${textOf(prompt.type)}`);
		}
		if (
			!['text', 'picklist', 'chooser'].includes(textOf(prompt.type)) ||
			params.multiple === true
		) {
			unclaimed(`a prompt of type ${textOf(prompt.type)}`);
		}
		const text = typeof answer === 'string' ? answer : '';
		const isOffered =
			prompt.type !== 'picklist' || listOf(params.options).map(textOf).includes(text);
		if (text === '' || !isOffered) {
			return { problem: `'${textOf(prompt.label)}' (${key}) is required.` };
		}
		values.set(key, text);
	}
	return { values };
}

/** The same value with every text in it changed. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
	if (!isDict(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
	);
}

/** Puts prompts into `{{{key}}}`; ids of records (`{{{uid.x}}}`) come later, others are nothing. */
function fill(value: Value, values: Map<string, string>): Value {
	return mapTexts(value, (text) =>
		text.replace(/\{\{\{([\w.]+)\}\}\}/g, (whole, key: string) =>
			key.startsWith('uid.') ? whole : (values.get(key) ?? ''),
		),
	);
}

function readRecord(value: Value): PackagedRecord | string {
	const { uid, _context, ...fields } = isDict(value) ? value : {};
	if (uid === undefined) return 'Invalid JSON: record () is missing properties (uid)';
	if (_context === undefined) {
		return `Invalid JSON: record (${textOf(uid)}) is missing properties (_context)`;
	}
	return { uid: textOf(uid), context: textOf(_context), fields };
}

/** The JSON as a map with a `package` in it, or Cerb's message. */
function readJson(text: string): Dict | string {
	const json = parseJson(text) as Value | undefined;
	if (json === undefined) return 'Invalid JSON: Syntax error';
	const isEmpty = typeof json === 'object' && Object.keys(json ?? {}).length === 0;
	if (isEmpty || json === 0 || json === false || json === '') return 'Invalid JSON: No error';
	return isDict(json) && 'package' in json ? json : 'Invalid package JSON';
}

/**
 * Reads a package: JSON, requirements, prompts, then its records. The answer to anything wrong is
 * Cerb's own (measured on Cerb 10.4.10).
 */
export function readPackage(
	text: string,
	answers: PhpMap,
	unclaimed: (what: string) => void,
): Package | { problem: Problem } {
	const json = readJson(text);
	if (typeof json === 'string') return { problem: json };
	const head = isDict(json.package) ? json.package : {};
	const unmet = requirementError(head, unclaimed);
	if (unmet !== undefined) return { problem: unmet };
	const prompts = readPrompts(head, answers, unclaimed);
	if ('problem' in prompts) return prompts;
	for (const [part, value] of Object.entries(json)) {
		if (part === 'package' || part === 'records') continue;
		if (!OTHER_PARTS.test(part) || listOf(value).length > 0) unclaimed(`${part} of a package`);
	}
	const records: PackagedRecord[] = [];
	for (const value of listOf(json.records)) {
		const record = readRecord(fill(value, prompts.values));
		if (typeof record === 'string') return { problem: record };
		records.push(record);
	}
	return { records };
}
