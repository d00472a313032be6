/** Words that stay small inside a title, as in "Put Output File in Field". */
const SMALL_WORDS = new Set(
	'a an and as at but by for from in into of on or per the to vs via with'.split(' '),
);

/** Words that are capital inside a sentence. */
const NAMES = new Set(['Cerb', 'OAuth2', 'n8n', 'Twig', 'I']);

const isAcronym = (word: string) => /^[A-Z][A-Z0-9]*s?$/.test(word);
/** Without markup and without what stands in brackets, where values may be quoted. */
const bare = (text: string) => text.replace(/<[^>]*>/g, '').replace(/\([^)]*\)/g, '');
const words = (text: string) => bare(text).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/** "Put Output File in Field": every word capital but the small ones, first and last always. */
export function isTitleCase(text: string): boolean {
	const all = words(text);
	return all.every((word, index) => {
		if (/^[\p{Lu}\p{N}]/u.test(word) || NAMES.has(word)) return true;
		return index > 0 && index < all.length - 1 && SMALL_WORDS.has(word);
	});
}

/** "Search records": the first word capital, no other but names and acronyms. */
export function isSentenceCase(text: string): boolean {
	const [first = '', ...rest] = words(text);
	return (
		/^\p{Lu}/u.test(first) &&
		rest.every((word) => !/^\p{Lu}/u.test(word) || NAMES.has(word) || isAcronym(word))
	);
}

/** One sentence ends without a period, several end with one. */
export function hasRightPeriod(text: string): boolean {
	const plain = text
		.replace(/<[^>]*>/g, '')
		.replace(/\b(?:e\.g|i\.e|etc)\./g, '')
		.trim();
	const isSeveral = /[.!?]\s+\p{Lu}/u.test(plain);
	return isSeveral === /[.!?]$/.test(plain);
}

/** Abbreviations in the spelling of n8n: ID, URL, JSON, API. */
export function hasRightAbbreviations(text: string): boolean {
	const plain = text.replace(/<[^>]*>/g, '').replace(/\([^)]*\)/g, '');
	return !/(?<![\w.[/:_-])(?:id|Id|ids|Ids|url|Url|json|Json|api|Api|http|Http)(?![\w.\]/:_-])/.test(
		plain,
	);
}

export const hasEmoji = (text: string): boolean => /\p{Extended_Pictographic}/u.test(text);
export const isTrimmed = (text: string): boolean => text === text.trim() && !/ {2}/.test(text);
