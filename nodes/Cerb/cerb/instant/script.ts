/** What Cerb shall post, and where to. */
export interface Posting {
	/** The trigger that it is for: ids of the workflow and of the node in it. */
	owner: { workflow: string; node: string };
	/** Where n8n listens. */
	url: string;
	/** What deliveries are signed with. */
	secret: string;
	/** `created`, `updated`, `deleted`. */
	events: string[];
	/** Aliases of record types. */
	types: string[];
	/** Id of a worker whose changes are not posted. */
	ignoredWorker?: number;
	/** An expression of Cerb's templates; empty for none. */
	condition: string;
	/** Seconds that Cerb waits for n8n. */
	timeout: number;
}

/** The comment that every script and listener of this package begins with. */
const MARK = '# n8n-nodes-cerb:';

/** How the texts begin that one trigger has written: nothing else in Cerb is ever touched. */
export function markOf({ workflow, node }: Posting['owner']): string {
	return `${MARK} workflow ${workflow}, node ${node}.`;
}

/** The workflow that a text was written for; undefined where this package did not write it. */
export function workflowOf(text: string): string | undefined {
	return /^# n8n-nodes-cerb: workflow (\S+), node /.exec(text)?.[1];
}

/**
 * The script of an automation on the event record.changed, which posts a change to n8n: the record
 * before and after, as Cerb has it in memory, signed with the time (all measured on Cerb 10.4.10:
 * what runs after the write holds up its answer, so the time is short; `before` of a new record holds
 * defaults; a failure shows in the automation log only).
 */
export function scriptOf(posting: Posting): string {
	return `${markOf(posting.owner)} Made by n8n, which replaces and removes it: do not edit.
start:
  outcome/skip:
    if@bool: {{${unwanted(posting)}}}
    then:
      return:
  set/change:
    n8n_change@json:
      {
        "delivery": {{random_string(32)|json_encode}},
        "event": {{change_type|json_encode}},
        "type": {{record__type|json_encode}},
        "id": {{record_id|json_encode}},
        "label": {{record__label|json_encode}},
        "actor": {"type": {{actor__type|json_encode}}, "id": {{actor_id|json_encode}}, "name": {{actor__label|json_encode}}},
        "after": {{cerb_placeholders_list('record_','')|json_encode}},
        "before": {{cerb_placeholders_list('was_record_','')|json_encode}}
      }
    n8n_time@text: {{'now'|date('U')}}
  set/body:
    n8n_body@text: {{n8n_change|json_encode}}
  set/sign:
    n8n_signature@text: {{(n8n_time ~ '.' ~ n8n_body)|hash_hmac('${posting.secret}','sha256')}}
  http.request/post:
    output: n8n_response
    inputs:
      method: POST
      url: ${posting.url}
      timeout: ${posting.timeout}
      headers:
        Content-Type: application/json
        X-Cerb-Timestamp@text: {{n8n_time}}
        X-Cerb-Signature@text: sha256={{n8n_signature}}
      body@text: {{n8n_body}}
    on_error:
      log.error/failed: n8n did not take the change: {{n8n_response.error}}
`;
}

/** What the script may do: this one call. */
export function policyOf({ url }: Posting): string {
	return `commands:
  http.request:
    deny/url@bool: {{inputs.url != '${url}'}}
    allow@bool: yes
`;
}

function unwanted({ events, types, ignoredWorker, condition }: Posting): string {
	const reasons = [
		`change_type not in ${listed(events)}`,
		`record__type not in ${listed(types)}`,
		...(ignoredWorker === undefined
			? []
			: [`(actor__context == 'cerberusweb.contexts.worker' and actor_id == ${ignoredWorker})`]),
		...(condition === '' ? [] : [`not (${condition})`]),
	];
	return reasons.join(' or ');
}

function listed(words: string[]): string {
	return `[${words.map((word) => `'${word}'`).join(',')}]`;
}

/**
 * The handler that runs an automation on an event, as an administrator pastes it and as a listener
 * holds it: one that names no automation does nothing (measured on Cerb 10.4.10).
 */
export function handlerOf(automation: string): string {
	return `automation/${automation.replace(/[^A-Za-z0-9]/g, '_')}:
  uri: cerb:automation:${automation}
`;
}
