/** What the comparison of two JSON bodies needs to know. */
export interface ShapeContext {
	/** Recorded containers that were cut: more members in the answer are no difference. */
	open: WeakSet<object>;
	/** The address of each side, at the head of self-links. */
	recordedBase: string;
	actualBase: string;
}

/** Keys whose value is the same on every Cerb, wherever they stand. */
const LITERAL_KEY = /^(?:_context|_type|__\w+|\w+__context|\w+__type)$/;
/** Keys of a list's envelope whose value must be the same: they echo the request. */
const ECHOES = new Set(['limit', 'page']);
/** The mark of a recorded text that was cut. */
const CUT_TEXT = /…\[\d+ characters\]$/;
/** The last element of a recorded list that was cut. */
const CUT_LIST = /^…\[\d+ elements\]$/;

/**
 * Compares two JSON documents: keys exactly, JSON types of every value, and the values that do not
 * depend on the instance. Gives one line per difference; none when they agree.
 */
export function compareJson(recorded: unknown, actual: unknown, context: ShapeContext): string[] {
	return [
		...compare(recorded, actual, '', context),
		...compareTotals(recorded, actual),
		...compareOrder(recorded, actual),
		...compareMessages(recorded, actual),
	];
}

function compare(
	recorded: unknown,
	actual: unknown,
	path: string,
	context: ShapeContext,
): string[] {
	const [was, is] = [typeOf(recorded), typeOf(actual)];
	if (was !== is) return [`${path || 'body'}: recorded ${was}, got ${is} ${brief(actual)}`];
	if (was === 'array') {
		return compareLists(recorded as unknown[], actual as unknown[], path, context);
	}
	if (was === 'object') {
		return compareMaps(recorded as JsonMap, actual as JsonMap, path, context);
	}
	return compareScalars(recorded, actual, path, context);
}

type JsonMap = Record<string, unknown>;

function compareMaps(recorded: JsonMap, actual: JsonMap, path: string, context: ShapeContext) {
	if (isKeyedByInstance(recorded) && isKeyedByInstance(actual)) {
		return compareLists(Object.values(recorded), Object.values(actual), path, context);
	}
	const differences: string[] = [];
	for (const [key, value] of Object.entries(recorded)) {
		const inner = path === '' ? key : `${path}.${key}`;
		if (key in actual) differences.push(...compare(value, actual[key], inner, context));
		else differences.push(`${inner}: missing`);
	}
	if (context.open.has(recorded)) return differences;
	for (const key of Object.keys(actual)) {
		if (!(key in recorded))
			differences.push(`${path === '' ? key : `${path}.${key}`}: not recorded`);
	}
	return differences;
}

/**
 * Members whose names are the instance's own: ids (`groups: {"1": {…}, "4": {…}}`), or values that
 * name themselves (a multiple choice: `{"Red": "Red"}`).
 */
function isKeyedByInstance(map: JsonMap): boolean {
	const entries = Object.entries(map);
	if (entries.length === 0) return false;
	return (
		entries.every(([key]) => /^\d+$/.test(key)) || entries.every(([key, value]) => key === value)
	);
}

/** Every element of the answer must look like one of the recorded elements. */
function compareLists(recorded: unknown[], actual: unknown[], path: string, context: ShapeContext) {
	if ((recorded.length === 0) !== (actual.length === 0)) {
		if (recorded.length === 0 && context.open.has(recorded)) return [];
		return [`${path}: recorded ${recorded.length} elements, got ${actual.length}`];
	}
	const isMarked = CUT_LIST.test(String(recorded.at(-1)));
	const candidates = isMarked ? recorded.slice(0, -1) : recorded;
	// How the elements behind a cut looked nobody knows.
	const isCut = isMarked || context.open.has(recorded);
	const comparable = isCut ? actual.slice(0, candidates.length) : actual;
	return comparable.flatMap((element, index) => {
		let best: string[] | undefined;
		for (const candidate of candidates) {
			const differences = compare(candidate, element, `${path}[${index}]`, context);
			if (best === undefined || differences.length < best.length) best = differences;
			if (best.length === 0) break;
		}
		return best ?? [];
	});
}

function compareScalars(recorded: unknown, actual: unknown, path: string, context: ShapeContext) {
	const key = path.slice(path.lastIndexOf('.') + 1);
	if ((LITERAL_KEY.test(key) || ECHOES.has(path)) && recorded !== actual) {
		if (typeof recorded === 'string' && CUT_TEXT.test(recorded)) return [];
		return [`${path}: recorded ${brief(recorded)}, got ${brief(actual)}`];
	}
	if (typeof recorded === 'string' && recorded.startsWith(`${context.recordedBase}/`)) {
		const linked = typeof actual === 'string' && actual.startsWith(`${context.actualBase}/`);
		return linked ? [] : [`${path}: recorded a link to Cerb itself, got ${brief(actual)}`];
	}
	return [];
}

/** Counts depend on the instance, but not whether they agree with the list beside them. */
function compareTotals(recorded: unknown, actual: unknown): string[] {
	if (!isMap(recorded) || !isMap(actual)) return [];
	const differences: string[] = [];
	if (
		typeof recorded.total === 'number' &&
		Math.sign(recorded.total) !== Math.sign(Number(actual.total))
	) {
		differences.push(`total: recorded ${recorded.total}, got ${brief(actual.total)}`);
	}
	if (typeof recorded.count === 'number' && Array.isArray(actual.results)) {
		if (actual.count !== actual.results.length) {
			differences.push(`count: ${brief(actual.count)} for ${actual.results.length} results`);
		}
		// The same page of the same number of records holds as many.
		if (actual.total === recorded.total && actual.count !== recorded.count) {
			differences.push(`count: recorded ${recorded.count}, got ${brief(actual.count)}`);
		}
	}
	return differences;
}

/** What an error says is the same everywhere; a record may have a field of that name. */
function compareMessages(recorded: unknown, actual: unknown): string[] {
	if (!isMap(recorded) || !isMap(actual) || recorded.__status !== 'error') return [];
	if (!('message' in actual) || recorded.message === actual.message) return [];
	return [`message: recorded ${brief(recorded.message)}, got ${brief(actual.message)}`];
}

/** The order of the envelope's own keys; nested records keep an order of their own. */
function compareOrder(recorded: unknown, actual: unknown): string[] {
	if (!isMap(recorded) || !isMap(actual)) return [];
	const was = Object.keys(recorded).filter((key) => key in actual);
	const is = Object.keys(actual).filter((key) => key in recorded);
	const at = was.findIndex((key, index) => key !== is[index]);
	return at < 0 ? [] : [`order of keys: recorded ${was[at]}, got ${is[at]}`];
}

function isMap(value: unknown): value is JsonMap {
	return typeOf(value) === 'object';
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

function brief(value: unknown): string {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
