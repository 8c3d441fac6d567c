// Without one Next takes that of a folder above.
export default {};
