import { button } from './support/elements';
import { launchImageLibrary } from './support/expo-image-picker';
import { note } from './support/notes';
import { upload } from './support/upload';

button('open', async () => {
  const picked = await launchImageLibrary();
  if (picked === 'cancelled') note('cancelled');
  else await upload(...picked);
});
