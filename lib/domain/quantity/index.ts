export {
  bytesOf,
  compareQuantities,
  displayCpu,
  displayMemory,
  formatCount,
  formatCpu,
  formatMemory,
  millicoresOf,
  quantityOrZero,
  shareOf,
  sumQuantities,
  type Quantity,
} from './quantity';
