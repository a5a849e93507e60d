/**
 * The web picker of expo-image-picker 57.0.20 (MIT, src/ExponentImagePicker.web.ts), rebuilt: the
 * package itself wants all of expo. One promise: the first `change` decides, an empty one means
 * "cancelled", the input goes away after it, and the opening click is dispatched.
 */
export async function launchImageLibrary(): Promise<readonly File[] | 'cancelled'> {
  const input = document.createElement('input');
  input.style.display = 'none';
  input.setAttribute('type', 'file');
  input.setAttribute('accept', 'image/*');
  input.setAttribute('multiple', 'multiple');
  document.body.appendChild(input);
  return new Promise((resolve) => {
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      resolve(files.length > 0 ? files : 'cancelled');
      document.body.removeChild(input);
    });
    input.addEventListener('cancel', () => {
      input.dispatchEvent(new Event('change'));
    });
    input.dispatchEvent(new MouseEvent('click'));
  });
}
