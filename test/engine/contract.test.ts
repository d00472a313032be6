import { contractSuite } from '../contract/suite';
import { useBed } from './support';

const bed = useBed({ tasks: 1300, tickets: 700 });

contractSuite('the embedded Cerb', () => ({ engine: bed.engine, credential: bed.connect() }));
