import type { CerbAnswer, CerbRequest } from '../../../nodes/Cerb/cerb/types';

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** What Cerb shows while its database is away: a page of its own, far from JSON. */
export const PAGE = `<!DOCTYPE html><html><head><title>Cerb</title></head><body>${'<p>x</p>'.repeat(700)}</body></html>`;

/** A search as the client sends it. */
export const SEARCH: CerbRequest = { method: 'GET', path: 'records/ticket/search.json' };

export function answer(
	status: number,
	body: string | Buffer,
	headers: Record<string, string> = JSON_TYPE,
): CerbAnswer {
	return { status, headers, body: Buffer.from(body as string) };
}
