import type { Dict } from '../../records/values';

/** The `paging` of a data query; `index` is zero-based (measured on Cerb 10.4.10). */
export function paging(total: number, count: number, limit: number, index: number): Dict {
	const pages = Math.ceil(total / limit);
	const rows: Dict = {
		of: total,
		count,
		limit,
		from: count === 0 ? 0 : index * limit + 1,
		to: count === 0 ? 0 : index * limit + count,
	};
	const page: Dict = { of: pages, rows, index };
	if (index > 0) Object.assign(page, { prev: index - 1, first: 0 });
	if (index + 1 < pages) Object.assign(page, { next: index + 1, last: pages - 1 });
	return { page };
}
