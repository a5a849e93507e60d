export { outcomeText as verdictText } from '../../shared/job-text';
