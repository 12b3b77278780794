from izdeu.estimates.graph import decomposable


def test_there_are_as_many_chordal_graphs_as_counted_elsewhere():
    assert [len(decomposable(lists)) for lists in (1, 2, 3, 4, 5)] == [1, 2, 8, 61, 822]


def test_cliques_and_separators_count_every_list_once():
    for graph in decomposable(4):
        for i in range(4):
            holding = [
                sum(part >> i & 1 for part in parts) for parts in (graph.cliques, graph.separators)
            ]
            assert holding[0] - holding[1] == 1
        assert len(graph.cliques) == len(graph.separators) + 1


def test_the_square_is_not_decomposable():
    squares = [g for g in decomposable(4) if sorted(g.cliques) == [0b0011, 0b0110, 0b1001, 0b1100]]
    assert squares == []
