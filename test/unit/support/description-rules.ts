import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { defaultProblem } from './description-defaults';
import * as text from './description-text';
import { overlapping } from './description-visibility';

/** Any part of a description that has a name for people: property, option or group of values. */
export type Part = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const EXPRESSION = '<a href="https://docs.n8n.io/code/expressions/">expression</a>';
const DYNAMIC = {
	options: ['Name or ID', `Choose from the list, or specify an ID using an ${EXPRESSION}`],
	multiOptions: ['Names or IDs', `Choose from the list, or specify IDs using an ${EXPRESSION}`],
};
const SECRET = /secret|password|passphrase|token|api_?key|private_?key/i;

/** Each rule of n8n's lint and UX guidelines for one property: true where it is kept. */
const PROPERTY_RULES: Record<string, (property: INodeProperties) => boolean> = {
	default: (property) => defaultProblem(property) === undefined,
	'display name in title case': ({ type, displayName }) =>
		type === 'notice' || text.isTitleCase(displayName),
	'boolean begins with Whether': ({ type, description }) =>
		type !== 'boolean' || /^Whether /.test(description ?? ''),
	'no data expression': ({ name, type, noDataExpression }) =>
		!['resource', 'operation'].includes(name) || type === 'hidden' || noDataExpression === true,
	'every operation has an action': ({ name, options = [] }) =>
		name !== 'operation' || options.every((option) => 'action' in option && Boolean(option.action)),
	'action in sentence case': ({ name, options = [] }) =>
		name !== 'operation' ||
		options.every((option) => !('action' in option) || text.isSentenceCase(option.action ?? '')),
	'action without articles': ({ options = [] }) =>
		options.every(
			(option) => !('action' in option) || !/\b(?:a|an|the)\b/i.test(option.action ?? ''),
		),
	'dynamic name': ({ type, typeOptions, displayName }) =>
		!typeOptions?.loadOptionsMethod ||
		displayName.endsWith(DYNAMIC[type as 'options']?.[0] ?? '\0'),
	'dynamic description': ({ type, typeOptions, description = '' }) =>
		!typeOptions?.loadOptionsMethod ||
		description.replace(/\.$/, '').endsWith(DYNAMIC[type as 'options']?.[1] ?? '\0'),
	limit: ({ name, default: value, typeOptions, description }) =>
		name !== 'limit' ||
		(value === 50 &&
			typeOptions?.minValue === 1 &&
			description === 'Max number of results to return'),
	'return all': ({ name, type, default: value, description }) =>
		name !== 'returnAll' ||
		(type === 'boolean' &&
			value === false &&
			description === 'Whether to return all results or only up to a given limit'),
	'secrets are passwords': ({ name, type, typeOptions }) =>
		type !== 'string' ||
		!SECRET.test(name) ||
		/url|uri/i.test(name) ||
		typeOptions?.password === true,
	placeholder: ({ type, placeholder }) =>
		placeholder === undefined ||
		(/collection/i.test(type) ? /^Add [a-z]/ : /^e\.g\. \S/).test(placeholder),
	'no required: false': (property) => property.required !== false,
	'five or more are alphabetical': ({ options = [] }) => isAlphabetical(options),
	'option names and values are unique': ({ options = [] }) =>
		isUnique(options.map(nameOf)) &&
		isUnique(options.map((option) => ('value' in option ? option.value : option.name))),
};

/** Rules for the texts of every part. */
const TEXT_RULES: Record<string, (part: Part) => boolean> = {
	'option name in title case': (part) => !('value' in part) || text.isTitleCase(part.name),
	'description starts upper case': (part) =>
		texts(part).every((entry) => /^[\p{Lu}<"]/u.test(entry)),
	'final period': (part) => texts(part).every(text.hasRightPeriod),
	'description is not the name': (part) =>
		('type' in part && part.type === 'notice') ||
		texts(part).every((entry) => entry.toLowerCase() !== nameOf(part).toLowerCase()),
	'no empty text': (part) => texts(part).every((entry) => entry !== ''),
	trimmed: (part) => [nameOf(part), ...texts(part)].every(text.isTrimmed),
	abbreviations: (part) => [nameOf(part), ...texts(part)].every(text.hasRightAbbreviations),
	'no emoji': (part) => [nameOf(part), ...texts(part)].every((entry) => !text.hasEmoji(entry)),
};

export const RULES = [...Object.keys(PROPERTY_RULES), ...Object.keys(TEXT_RULES), 'unique names'];

/** Every broken rule of a list of properties and all that is nested in it, as `rule: where`. */
export function brokenRules(properties: INodeProperties[], path = ''): string[] {
	const broken = overlapping(properties).map((name) => `unique names: ${path}/${name}`);
	for (const property of properties) {
		const where = `${path}/${property.name}`;
		for (const [rule, isKept] of Object.entries(PROPERTY_RULES)) {
			if (!isKept(property)) broken.push(`${rule}: ${where}`);
		}
		broken.push(...brokenTexts(property, where));
		for (const mode of property.modes ?? []) {
			if (!text.isTitleCase(mode.displayName))
				broken.push(`display name in title case: ${where}/${mode.name}`);
			if (mode.placeholder !== undefined && !/^e\.g\. \S/.test(mode.placeholder))
				broken.push(`placeholder: ${where}/${mode.name}`);
			if (mode.hint !== undefined && !text.hasRightPeriod(mode.hint))
				broken.push(`final period: ${where}/${mode.name}`);
		}
		const options = property.options ?? [];
		for (const option of options) {
			if ('value' in option) broken.push(...brokenTexts(option, `${where}/${option.name}`));
			if ('values' in option) broken.push(...brokenGroup(option, `${where}/${option.name}`));
		}
		broken.push(
			...brokenRules(
				options.filter((option) => 'type' in option),
				where,
			),
		);
	}
	return broken;
}

function brokenGroup(group: INodePropertyCollection, where: string): string[] {
	const broken = brokenRules(group.values, where);
	if (!isAlphabetical(group.values)) broken.push(`five or more are alphabetical: ${where}`);
	if (!text.isTitleCase(group.displayName)) broken.push(`display name in title case: ${where}`);
	return broken;
}

function brokenTexts(part: Part, where: string): string[] {
	return Object.entries(TEXT_RULES)
		.filter(([, isKept]) => !isKept(part))
		.map(([rule]) => `${rule}: ${where}`);
}

const nameOf = (part: Part): string =>
	'displayName' in part && part.displayName ? part.displayName : part.name;

/** Description and hint; a notice has its text in place of a name. */
function texts(part: Part): string[] {
	const found = [
		'description' in part ? part.description : undefined,
		'hint' in part ? part.hint : undefined,
	];
	if ('type' in part && part.type === 'notice') found.push(part.displayName);
	return found.filter((entry) => entry !== undefined);
}

function isAlphabetical(parts: Part[]): boolean {
	const names = parts.map(nameOf);
	return (
		names.length < 5 ||
		names.every((name, index) => index === 0 || names[index - 1].localeCompare(name) <= 0)
	);
}

const isUnique = (values: unknown[]) => new Set(values).size === values.length;
