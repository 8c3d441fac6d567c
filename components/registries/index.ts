export { RegistriesPage } from './registries-page';
export { ImagePicker, type PickedImage } from './image-picker';
