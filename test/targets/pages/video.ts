/** Only says that something was chosen: nothing but the choice itself costs anything here. */
import { button, fileInput } from './support/elements';

const input = fileInput();
input.onchange = () => {
  document.title = 'chosen';
};
document.body.append(input);
button('open', () => {
  input.click();
});
