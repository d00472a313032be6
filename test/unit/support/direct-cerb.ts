import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import { encodeForm } from '../../../nodes/Cerb/cerb/encode';
import { apiError, inputError, type Failure } from '../../../nodes/Cerb/cerb/failure';
import type { CerbRecord, CerbRequest } from '../../../nodes/Cerb/cerb/types';
import type { INode } from 'n8n-workflow';

import { emptyPhpMap, parsePhpForm } from '../../cerb-server/http/php-form';
import { requireType } from '../../cerb-server/records/registry';
import { searchRecords } from '../../cerb-server/rest/search-records';
import { createState, type CerbState } from '../../cerb-server/state';

const node = { name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} } as unknown as INode;

/** A client whose searches go straight to an embedded Cerb's records: without HTTP, so fast. */
export class DirectCerb {
	/** Cerb's own clock, by which it stamps. */
	now = 1_795_000_000;

	/** Seconds by which the clock of `Date` headers is ahead of it. */
	ahead = 0;

	readonly state: CerbState = createState({ now: () => this.now });

	readonly requests: CerbRequest[] = [];

	/** Called before each search is answered. */
	before: (request: CerbRequest) => void = () => {};

	/**
	 * Called with what a search has found, to change it: Cerb finds records first and reads them then,
	 * so one that is saved in between comes as it is now, where it stood before.
	 */
	between: (request: CerbRequest, results: CerbRecord[]) => void = () => {};

	readonly baseUrl = 'http://cerb.example';

	get client(): CerbClient {
		return this as unknown as CerbClient;
	}

	async call(request: CerbRequest) {
		this.requests.push(request);
		this.before(request);
		const [, type] = request.path.split('/');
		const params = parsePhpForm(encodeForm(request.query ?? {}));
		const answer = searchRecords(requireType(type, this.state), {
			method: 'GET',
			path: [type, 'search'],
			query: params,
			form: emptyPhpMap(),
			params,
			rawBody: Buffer.alloc(0),
			headers: {},
			actor: { workerId: 1, isAdmin: true },
			baseUrl: this.baseUrl,
			state: this.state,
		});
		if (answer.kind !== 'success') throw new Error(`Not answered: ${JSON.stringify(answer)}`);
		const payload = JSON.parse(JSON.stringify(answer.payload)) as Record<string, never>;
		this.between(request, payload.results);
		return payload;
	}

	async callTimed(request: CerbRequest) {
		const time = this.now + this.ahead;
		return { value: await this.call(request), since: time, until: time };
	}

	refusal(message: string, hint: string) {
		return inputError(node, message, hint);
	}

	error(failure: Failure, { method, path }: CerbRequest) {
		return apiError(node, failure, { method, path });
	}
}
