package io.belay.core;

import org.junit.jupiter.api.AfterEach;

/** A test that plays on one scene, which must replay, save and load at its end. */
abstract class SceneTest {
    Scene scene = new Scene();

    @AfterEach
    void the_scene_replays_saves_and_leaks_nothing() {
        scene.verify();
    }
}
