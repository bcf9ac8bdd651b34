"""The core: one policy, a pile of dated periods. Plain Python: no Django, clock, I/O or text.

`model` has the values, `decide` the judgement, `capacity` places and rooms, `changes` what
happens to the pile. design.md section 1 is the specification.
"""
