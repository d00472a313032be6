import type { LiftedQuery } from '../../../nodes/Cerb/cerb/query';

/** A query as `readQuery` gives it, for code that only looks at filters and zone. */
export function lifted(filters: string, timezone?: string): LiftedQuery {
	return { filters, keys: [], ...(timezone === undefined ? {} : { timezone }) };
}
