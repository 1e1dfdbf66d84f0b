"""The blocks a course is written with in the CMS.

Each class knows three things besides its form: `stored` (from a file's value to what Wagtail keeps, with ids that stay
the same), `spoken` (back to the file's value, for the checker) and `frozen` (to a course version's content).
"""
