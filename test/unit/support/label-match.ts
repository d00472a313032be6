/** A record as the picker's filters see it: search keys with their values. */
export type Searched = Record<string, string | number>;

/**
 * Whether a filter made of groups, `key:"*text*"`, `key:number` and `key:<number` matches a record,
 * by the rules of Cerb's search: a group is joined by OR where it holds one, else by AND.
 * @throws RangeError for anything else
 */
export function matchesFilter(filter: string, record: Searched): boolean {
	const tokens = filter.match(/\(|\)|\bOR\b|[\w.]+:(?:"[^"]*"|<?\d+)|\S+/g) ?? [];
	const group = (): boolean => {
		const results: boolean[] = [];
		let ors = 0;
		for (let token = tokens.shift(); token !== undefined && token !== ')'; token = tokens.shift()) {
			if (token === 'OR') ors++;
			else results.push(token === '(' ? group() : condition(token, record));
		}
		if (ors > 0 && ors !== results.length - 1) throw new RangeError(`AND beside OR: ${filter}`);
		return ors > 0 ? results.includes(true) : !results.includes(false);
	};
	const result = group();
	if (tokens.length > 0) throw new RangeError(`A bracket too many: ${filter}`);
	return result;
}

function condition(token: string, record: Searched): boolean {
	const [, key, text, below, number] = /^([\w.]+):(?:"(.*)"|(<?)(\d+))$/.exec(token) ?? [];
	if (key === undefined) throw new RangeError(`No condition: ${token}`);
	if (text !== undefined) return pattern(text).test(String(record[key] ?? ''));
	return below ? Number(record[key]) < Number(number) : Number(record[key]) === Number(number);
}

/** In texts `*` stands for anything, and case does not count. */
function pattern(text: string): RegExp {
	const parts = text.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*')}$`, 'i');
}
