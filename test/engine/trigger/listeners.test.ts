import { instantSuite } from '../../contract/instant';
import { useBed } from '../support';

/*
 * A Cerb that binds automations to events by records of their own, as Cerb 11 and later are
 * documented to do: built from that documentation, not held against a real one.
 */
const bed = useBed({ generation: 11 });

instantSuite('an embedded Cerb of the next generation', () => ({
	engine: bed.engine,
	credential: bed.connect(),
	authentication: 'oAuth2',
	hasListeners: true,
}));
