import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

/** What `encodeForm` accepts; maps and lists nest as PHP reads them, bytes go as a data URI. */
export type FormValue =
	| string
	| number
	| boolean
	| Buffer
	| Date
	| null
	| undefined
	| FormValue[]
	| { [key: string]: FormValue };

/** Fields by name, or as pairs where a name such as `ids[]` may repeat. */
export type FormFields = Record<string, FormValue> | Array<[key: string, value: FormValue]>;

/** One call of Cerb's REST API. */
export interface CerbRequest {
	method: IHttpRequestMethods;
	/** Below `/rest/`, with its extension, e.g. `records/ticket/search.json`. */
	path: string;
	query?: FormFields;
	/** Sent as an urlencoded body: the one kind that Cerb reads for POST, PUT and PATCH alike. */
	form?: FormFields;
	/** A body sent byte for byte as it is given, in place of `form`. */
	rawBody?: { content: string | Buffer; contentType: string };
}

/** An HTTP answer before anybody judged it. Header names are lower-cased. */
export interface CerbAnswer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** Cerb's dictionary of one record, untouched: flat keys such as `id`, `_label`, `owner_id`. */
export type CerbRecord = IDataObject;

/** The payload of a search (measured on Cerb 10.4.10): `total` is -1 when its SQL failed. */
export interface SearchPage {
	count: number;
	limit: number;
	page: number;
	total: number;
	results: CerbRecord[];
}
