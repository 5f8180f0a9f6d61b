/**
 * The password of everybody in the story, asked for when somebody signs a gate. The demo lets anybody in by a click and
 * listens on this machine alone, so it keeps nothing secret.
 */
export const storyPassword = "the water is level";
