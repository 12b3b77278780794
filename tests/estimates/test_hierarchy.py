from izdeu.estimates import hierarchy


def test_there_are_as_many_hierarchical_models_as_the_books_say():
    assert [len(hierarchy.every_model(lists)) for lists in (2, 3, 4)] == [1, 8, 113]


def test_every_model_holds_the_parts_of_its_terms():
    for model in hierarchy.every_model(4):
        for term in hierarchy.interactions(model):
            assert all(t in model for t in range(16) if t & term == t)


def test_a_model_is_named_by_its_largest_terms():
    assert hierarchy.name(hierarchy.closed((3, 5, 6, 7, 9, 12), 4)) == "[123,14,34]"
    assert hierarchy.name(hierarchy.independence(3)) == "[1,2,3]"
    assert hierarchy.words(0b101, ("a", "b", "c")) == "a:c"


def test_the_tenth_list_does_not_look_like_the_first():
    assert "[1.10," in hierarchy.name(hierarchy.closed((1 | 1 << 9,), 10))
