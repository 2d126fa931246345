"""After every plan and run: the environment's star as a file of its own, which readers open without meeting a writer."""

from sqlmesh import macro


@macro()
def publish_star(evaluator):
    from engine.mesh.publish import publish

    if evaluator.runtime_stage == "after_all":
        publish(evaluator.engine_adapter, evaluator.this_env, evaluator.views)
    return []
