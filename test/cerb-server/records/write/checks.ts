import { findType } from '../registry';
import type { ColumnRule } from './definition';
import type { WriteContext } from './context';
import { isPhpEmpty, isPhpMap, type WriteValue } from './values';

/** A checked (and perhaps rewritten) value, or what is wrong with it. */
export type Check = { value: WriteValue } | { error: string };

const ATOM = '[^\\s@<>(),;:."[\\]]+';
/** Words with single dots between them on both sides. */
const EMAIL = new RegExp(`^${ATOM}(?:\\.${ATOM})*@${ATOM}(?:\\.${ATOM})*$`);

/** The addresses of a comma list, lower case; names before `<…>` are dropped. */
export function parseEmails(text: string): string[] {
	return text
		.split(',')
		.map((part) => (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim().toLowerCase())
		.filter((part) => EMAIL.test(part));
}

function checkEmail(text: string): Check {
	const emails = parseEmails(text);
	if (emails.length === 0) {
		return { error: 'is invalid. It must be a properly formatted email address.' };
	}
	if (emails.length > 1) return { error: 'must be a single email address.' };
	return { value: emails[0] };
}

function checkEmails(text: string): Check {
	if (text === '' || parseEmails(text).length > 0) return { value: text };
	return {
		error: 'is invalid. It must be a comma-separated list of properly formatted email address.',
	};
}

/** Zones whose older names Node.js lists and PHP does not know any more. */
const RENAMED_ZONES: Record<string, string | undefined> = {
	'Africa/Asmera': 'Africa/Asmara',
	'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
	'America/Catamarca': 'America/Argentina/Catamarca',
	'America/Cordoba': 'America/Argentina/Cordoba',
	'America/Godthab': 'America/Nuuk',
	'America/Indianapolis': 'America/Indiana/Indianapolis',
	'America/Jujuy': 'America/Argentina/Jujuy',
	'America/Louisville': 'America/Kentucky/Louisville',
	'America/Mendoza': 'America/Argentina/Mendoza',
	'Asia/Calcutta': 'Asia/Kolkata',
	'Asia/Katmandu': 'Asia/Kathmandu',
	'Asia/Rangoon': 'Asia/Yangon',
	'Asia/Saigon': 'Asia/Ho_Chi_Minh',
	'Atlantic/Faeroe': 'Atlantic/Faroe',
	'Europe/Kiev': 'Europe/Kyiv',
	'Pacific/Enderbury': 'Pacific/Kanton',
	'Pacific/Ponape': 'Pacific/Pohnpei',
	'Pacific/Truk': 'Pacific/Chuuk',
};

function isZone(text: string): boolean {
	const names = Intl.supportedValuesOf('timeZone').map((zone) => RENAMED_ZONES[zone] ?? zone);
	return text === 'UTC' || names.includes(text);
}

const HOST = '(?:\\[[0-9a-f:.]+\\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\\.?)';
/** PHP's `FILTER_VALIDATE_URL`: a scheme, `//`, a host of plain letters, no blanks; or `mailto:`. */
const URL_SHAPE = new RegExp(
	`^(?:[a-z][a-z0-9+.-]*://(?:[^\\s/?#@]*@)?${HOST}(?::\\d{1,5})?(?:[/?#][\\x21-\\x7e]*)?|mailto:[\\x21-\\x7e]+)$`,
	'i',
);

export function checkUrl(value: WriteValue): Check {
	if (isPhpMap(value)) return { error: 'must be a string.' };
	const text = String(value);
	if (text === '') return { value };
	if (!URL_SHAPE.test(text)) {
		return { error: 'is not a valid URL. It must start with http:// or https://' };
	}
	if (!/^https?:/i.test(text)) {
		return { error: 'is invalid. The URL must start with http:// or https://' };
	}
	return { value };
}

const MARK_WORDS: Record<string, string | undefined> = {
	'.': 'A-Z, a-z, 0-9, and period.',
	'.-_': 'letters, numbers, dashes, and dots',
	'-._': 'letters, numbers, dashes, and dots',
	'._': 'letters, numbers, dots, and underscores',
	_: 'letters, numbers, and underscores',
	'-': 'letters, numbers, and dashes',
};

function checkName(text: string, rule: ColumnRule): Check {
	const marks = rule.marks ?? '';
	if (![...text].every((char) => /[a-z0-9]/i.test(char) || marks.includes(char))) {
		return { error: `may only contain ${MARK_WORDS[marks] ?? marks}` };
	}
	const limit = rule.maxLength ?? 255;
	return text.length > limit
		? { error: `must be shorter than ${limit} characters.` }
		: { value: text };
}

const RELATIVE_DAY = /^(?:now|today|tomorrow|yesterday|midnight|noon|[+-]?\d+ \w+(?: ago)?)$/i;

/** A date as the database takes it (`1990-1-2` becomes `1990-01-02`); undefined: it does not. */
export function storedDate(text: string): string | undefined {
	const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
	if (match === null) return undefined;
	const [, year, month, day] = match;
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Whatever PHP reads as a day passes, also what the database refuses afterwards. */
function checkDateText(text: string): Check {
	const isReadable =
		text === '' ||
		storedDate(text) !== undefined ||
		RELATIVE_DAY.test(text) ||
		!Number.isNaN(Date.parse(text));
	return isReadable
		? { value: text }
		: { error: `(${text}) is not formatted properly (YYYY-MM-DD).` };
}

/** A rule's further check; undefined when this server does not know it. */
export function runCheck(value: WriteValue, rule: ColumnRule, context: WriteContext): Check {
	const text = isPhpMap(value) ? '' : String(value);
	switch (rule.check) {
		case undefined:
			return { value };
		case 'email':
			return isPhpMap(value) ? { error: 'must be a string.' } : checkEmail(text);
		case 'emails':
			return isPhpMap(value) ? { error: 'must be a comma-separated string.' } : checkEmails(text);
		case 'name':
			return checkName(text, rule);
		case 'dateText':
			return checkDateText(text);
		case 'timezone':
			if (isPhpEmpty(value) || isZone(text)) return { value };
			return { error: `(${text}) is not a valid timezone. Format like: America/Los_Angeles` };
		case 'language':
			if (isPhpEmpty(value) || /^[a-z]{2}_[A-Z]{2}$/.test(text)) return { value };
			return { error: `(${text}) is not a valid language. Format like: en_US` };
		case 'context':
			if (isPhpEmpty(value)) return { value };
			return contextOf(value, context);
		default:
			context.unclaimed(`the check of ${rule.column}`);
			return { value };
	}
}

/** A record type by alias or context id, as its context id. */
export function contextOf(value: WriteValue, { state }: WriteContext): Check {
	const type = isPhpMap(value) ? undefined : findType(String(value), state);
	return type === undefined ? { error: 'is not a valid context.' } : { value: type.context };
}
