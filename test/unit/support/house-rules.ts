import { importsOf, target, type Source } from './sources';

const ALLOWED_RULES = [
	'@n8n/community-nodes/no-restricted-imports',
	'@n8n/community-nodes/no-restricted-globals',
];
const ALLOWED_MODULES = ['n8n-workflow', 'crypto'];
const CERB = 'nodes/Cerb';

/** Rooms of the house and what they may import besides themselves. */
const ARROWS: Array<[room: string, mayUse: string[]]> = [
	[`${CERB}/cerb`, []],
	[`${CERB}/output`, []],
	[`${CERB}/methods`, [`${CERB}/cerb`]],
	[`${CERB}/actions`, [`${CERB}/cerb`, `${CERB}/output`]],
	[`${CERB}/triggers`, [`${CERB}/cerb`, `${CERB}/output`, `${CERB}/actions`]],
	['credentials', [`${CERB}/cerb`]],
];

/** Put together here so that this file does not look like one that disables something. */
const DISABLE = ['eslint', 'disable'].join('-');

/** The comment that may switch rules off: one for the whole file, at its top, with a reason. */
const FILE_DISABLE = new RegExp(`^/\\* ${DISABLE} ([^*]*?) -- (\\S[^*]*\\S) \\*/\\n`);

/** What is wrong with the disables of a file under test/ or demo/; nothing for most. */
export function disableProblem({ text }: Source): string | undefined {
	const count = text.split(DISABLE).length - 1;
	if (count === 0) return undefined;
	if (count > 1) return `${count} disables`;
	const found = FILE_DISABLE.exec(text);
	if (!found) return 'not one comment at the top with a reason';
	const unknown = found[1]
		.split(',')
		.map((rule) => rule.trim())
		.filter((rule) => !ALLOWED_RULES.includes(rule));
	return unknown.length > 0 ? `disables ${unknown.join(', ') || 'everything'}` : undefined;
}

/** What is wrong with a file that ships. */
export function shippedProblems(source: Source): string[] {
	const problems: string[] = [];
	if (source.text.includes(DISABLE)) problems.push('disables lint');
	if (/@ts-(?:ignore|nocheck|expect-error)/.test(source.text))
		problems.push('silences the compiler');
	if (source.text.trimEnd().split('\n').length >= 300) problems.push('300 lines or more');
	for (const imported of importsOf(source)) {
		const path = target(source, imported);
		if (!imported.startsWith('.')) {
			if (!ALLOWED_MODULES.includes(imported)) problems.push(`imports ${imported}`);
		} else if (!/^(?:nodes|credentials)\//.test(path)) {
			problems.push(`imports ${path}`);
		}
	}
	return [...problems, ...arrowProblems(source)];
}

function arrowProblems(source: Source): string[] {
	const arrow = ARROWS.find(([room]) => source.path.startsWith(`${room}/`));
	if (!arrow) return [];
	const [room, mayUse] = arrow;
	return importsOf(source)
		.filter((imported) => imported.startsWith('.'))
		.map((imported) => target(source, imported))
		.filter(
			(path) =>
				![room, ...mayUse].some((allowed) => path === allowed || path.startsWith(`${allowed}/`)),
		)
		.map((path) => `${room} imports ${path}`);
}
